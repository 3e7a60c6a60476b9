"""Everything that brings copy in. Edges (desk, tasks, command line) call these and nothing else."""

from dateline.intake.services.attempts import begin_taking_up, note_taking_up_failed
from dateline.intake.services.failures import beat, note_failure, settle_failures
from dateline.intake.services.fetching import fetch_source
from dateline.intake.services.ingesting import IngestReport, ingest, watch_folder
from dateline.intake.services.pictures import fetch_picture
from dateline.intake.services.reading import read_again, read_record
from dateline.intake.services.receiving import receive

__all__ = [
    "IngestReport",
    "beat",
    "begin_taking_up",
    "fetch_picture",
    "fetch_source",
    "ingest",
    "note_failure",
    "note_taking_up_failed",
    "read_again",
    "read_record",
    "receive",
    "settle_failures",
    "watch_folder",
]
