"""Everything that brings copy in. Edges (desk, tasks, command line) call these and nothing else."""

from dateline.gateways.fetch_errors import FetchError
from dateline.intake.services.attempts import begin_taking_up, note_taking_up_failed
from dateline.intake.services.credentials import set_secret
from dateline.intake.services.failures import beat, note_failure, settle_failures
from dateline.intake.services.fetching import (
    FETCHES_AT_ONCE,
    accept_host_key,
    begin_at_new_address,
    check_address,
    claim_due_source,
    fetch_soon,
    fetch_source,
)
from dateline.intake.services.ingesting import IngestReport, ingest, watch_folder
from dateline.intake.services.pushing import (
    BodyDiffers,
    CutShort,
    Pushed,
    forget_old_receipts,
    make_push_token,
    push,
    revoke_push_token,
)
from dateline.intake.services.quiet import note_quiet_sources
from dateline.intake.services.reading import read_again, read_record
from dateline.intake.services.receiving import receive

__all__ = [
    "FETCHES_AT_ONCE",
    "BodyDiffers",
    "CutShort",
    "FetchError",
    "IngestReport",
    "Pushed",
    "accept_host_key",
    "beat",
    "begin_at_new_address",
    "begin_taking_up",
    "check_address",
    "claim_due_source",
    "fetch_soon",
    "fetch_source",
    "forget_old_receipts",
    "ingest",
    "make_push_token",
    "note_failure",
    "note_quiet_sources",
    "note_taking_up_failed",
    "push",
    "read_again",
    "read_record",
    "receive",
    "revoke_push_token",
    "set_secret",
    "settle_failures",
    "watch_folder",
]
