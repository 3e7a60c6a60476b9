"""Everything that changes a story. Edges (desk, tasks, commands) call these alone."""

from dateline.pages.services.asking import configured_endpoint
from dateline.pages.services.drawing import draw_waiting
from dateline.pages.services.families import (
    CannotReplace,
    replace_story,
    restore_story,
    separate_take,
)
from dateline.pages.services.founding import found_newsroom
from dateline.pages.services.lines import (
    LineNotSupported,
    PullQuoteCannotBeOverruled,
    accept_line,
    add_line,
    change_line,
    draw_lines,
    refuse_line,
)
from dateline.pages.services.modelling import ask_about_story
from dateline.pages.services.pictures import (
    add_picture,
    change_picture,
    kill_picture,
    lead_with_picture,
    release_picture,
    remove_picture,
    take_up_picture,
)
from dateline.pages.services.publishing import (
    StoryIsKilled,
    correct_story,
    kill_story,
    note_published_by_hand,
    note_unpublished_by_hand,
    pause_story,
    publish_story,
    release_story,
    revive_story,
)
from dateline.pages.services.take_up import (
    NothingPending,
    keep_own_version,
    take_pending_version,
    take_up,
    take_up_waiting,
)

__all__ = [
    "CannotReplace",
    "LineNotSupported",
    "NothingPending",
    "PullQuoteCannotBeOverruled",
    "StoryIsKilled",
    "accept_line",
    "add_line",
    "add_picture",
    "ask_about_story",
    "change_line",
    "change_picture",
    "configured_endpoint",
    "correct_story",
    "draw_lines",
    "draw_waiting",
    "found_newsroom",
    "keep_own_version",
    "kill_picture",
    "kill_story",
    "lead_with_picture",
    "note_published_by_hand",
    "note_unpublished_by_hand",
    "pause_story",
    "publish_story",
    "refuse_line",
    "release_picture",
    "release_story",
    "remove_picture",
    "replace_story",
    "restore_story",
    "revive_story",
    "separate_take",
    "take_pending_version",
    "take_up",
    "take_up_picture",
    "take_up_waiting",
]
