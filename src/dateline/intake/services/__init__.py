"""Everything that brings copy in. Edges (desk, tasks, command line) call these and nothing else."""

from dateline.intake.services.attempts import begin_taking_up, note_taking_up_failed
from dateline.intake.services.chains import (
    TakeStandsAlone,
    lift_embargo,
    lift_kill,
    separate_chain,
)
from dateline.intake.services.failures import beat, note_failure, settle_failures
from dateline.intake.services.fetching import fetch_source
from dateline.intake.services.ingesting import IngestReport, ingest, watch_folder
from dateline.intake.services.notices import give_notice, settle_notice
from dateline.intake.services.pictures import fetch_picture
from dateline.intake.services.quarantine import read_again, read_all_again
from dateline.intake.services.reading import read_record
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

__all__ = [
    "IngestReport",
    "NothingToBringBack",
    "TakeStandsAlone",
    "beat",
    "begin_taking_up",
    "bring_back",
    "compare_item",
    "compare_waiting",
    "decide_pair",
    "delete_rule",
    "fetch_picture",
    "fetch_source",
    "give_notice",
    "ingest",
    "lift_embargo",
    "lift_kill",
    "move_rule",
    "note_failure",
    "note_taking_up_failed",
    "read_again",
    "read_all_again",
    "read_record",
    "receive",
    "rehearse",
    "save_rule",
    "separate_chain",
    "settle_failures",
    "settle_notice",
    "watch_folder",
]
