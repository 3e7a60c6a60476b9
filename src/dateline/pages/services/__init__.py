"""Everything that changes a story. Edges (desk, tasks, commands) call these alone."""

from dateline.pages.services.asking import configured_endpoint
from dateline.pages.services.deciding import (
    NEVER_OVERRULED,
    LineNotSupported,
    MisquoteCannotBeOverruled,
    OverruleNeedsReason,
    accept_line,
    accept_proved_lines,
    add_line,
    change_line,
    choose_line,
    may_be_overruled,
    overrule_check,
    refuse_line,
)
from dateline.pages.services.drawing import draw_waiting
from dateline.pages.services.families import (
    CannotReplace,
    replace_story,
    restore_story,
    separate_take,
)
from dateline.pages.services.following import follow_copy
from dateline.pages.services.founding import (
    FIRST_SECTIONS,
    add_sections,
    found_newsroom,
    founded_site,
    rename_newsroom,
)
from dateline.pages.services.lines import draw_lines
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
    TakenUp,
    keep_own_version,
    take_pending_version,
    take_up,
    take_up_all,
    take_up_waiting,
)
from dateline.pages.services.versions import keep_version
from dateline.pages.services.wording import show_old_wording, withhold_old_wording

__all__ = [
    "FIRST_SECTIONS",
    "NEVER_OVERRULED",
    "CannotReplace",
    "LineNotSupported",
    "MisquoteCannotBeOverruled",
    "NothingPending",
    "OverruleNeedsReason",
    "StoryIsKilled",
    "TakenUp",
    "accept_line",
    "accept_proved_lines",
    "add_line",
    "add_picture",
    "add_sections",
    "ask_about_story",
    "change_line",
    "change_picture",
    "choose_line",
    "configured_endpoint",
    "correct_story",
    "draw_lines",
    "draw_waiting",
    "follow_copy",
    "found_newsroom",
    "founded_site",
    "keep_own_version",
    "keep_version",
    "kill_picture",
    "kill_story",
    "lead_with_picture",
    "may_be_overruled",
    "note_published_by_hand",
    "note_unpublished_by_hand",
    "overrule_check",
    "pause_story",
    "publish_story",
    "refuse_line",
    "release_picture",
    "release_story",
    "remove_picture",
    "rename_newsroom",
    "replace_story",
    "restore_story",
    "revive_story",
    "separate_take",
    "show_old_wording",
    "take_pending_version",
    "take_up",
    "take_up_all",
    "take_up_picture",
    "take_up_waiting",
    "withhold_old_wording",
]
