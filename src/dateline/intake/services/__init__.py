"""Everything that brings copy in. Edges (desk, tasks, command line) call these and nothing else."""

from dateline.gateways.fetch_errors import FetchError
from dateline.intake.services.attempts import begin_taking_up, note_taking_up_failed
from dateline.intake.services.chains import (
    TakeStandsAlone,
    lift_embargo,
    lift_kill,
    separate_chain,
)
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
from dateline.intake.services.ingesting import (
    Came,
    IngestReport,
    Place,
    ingest,
    ingest_places,
    watch_folder,
)
from dateline.intake.services.notices import give_notice, settle_notice
from dateline.intake.services.pictures import fetch_picture
from dateline.intake.services.pushing import (
    BodyDiffers,
    CutShort,
    Pushed,
    forget_old_receipts,
    make_push_token,
    push,
    revoke_push_token,
)
from dateline.intake.services.quarantine import read_again, read_all_again
from dateline.intake.services.quiet import note_quiet_sources
from dateline.intake.services.reading import read_received, read_record
from dateline.intake.services.receiving import receive
from dateline.intake.services.routing import (
    NothingToBringBack,
    bring_back,
    delete_rule,
    move_rule,
    rehearse,
    save_rule,
)
from dateline.intake.services.similarity import compare_item, compare_waiting, decide_pair
from dateline.intake.services.topics import NoMediaTopics, refresh_media_topics

__all__ = [
    "FETCHES_AT_ONCE",
    "BodyDiffers",
    "Came",
    "CutShort",
    "FetchError",
    "IngestReport",
    "NoMediaTopics",
    "NothingToBringBack",
    "Place",
    "Pushed",
    "TakeStandsAlone",
    "accept_host_key",
    "beat",
    "begin_at_new_address",
    "begin_taking_up",
    "bring_back",
    "check_address",
    "claim_due_source",
    "compare_item",
    "compare_waiting",
    "decide_pair",
    "delete_rule",
    "fetch_picture",
    "fetch_soon",
    "fetch_source",
    "forget_old_receipts",
    "give_notice",
    "ingest",
    "ingest_places",
    "lift_embargo",
    "lift_kill",
    "make_push_token",
    "move_rule",
    "note_failure",
    "note_quiet_sources",
    "note_taking_up_failed",
    "push",
    "read_again",
    "read_all_again",
    "read_received",
    "read_record",
    "receive",
    "refresh_media_topics",
    "rehearse",
    "revoke_push_token",
    "save_rule",
    "separate_chain",
    "set_secret",
    "settle_failures",
    "settle_notice",
    "watch_folder",
]
