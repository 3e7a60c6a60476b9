"""Background work of the discussion. The queue runs a task at most once; the rows are the truth."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from dateline.discussion import services
from dateline.discussion.models import Comment
from dateline.discussion.own_scorer import own_scores
from dateline.pages import clock

# Below what keeps the copy right, above what may wait.
MODERATING_PRIORITY = 15
EACH_MINUTE = crontab(minute="*")


@db_task(priority=MODERATING_PRIORITY)
def moderate_comment_task(comment_id: int) -> None:
    """Have one comment looked at; if the queue is lost, the sweep does it."""
    services.moderate_comment(comment_id=comment_id, scorer=own_scores, now=clock.now())


@db_periodic_task(EACH_MINUTE, priority=MODERATING_PRIORITY)
def sweep_comments() -> None:
    """Have the comments looked at that were left behind."""
    for comment_id in list(Comment.objects.received().values_list("pk", flat=True)):
        services.moderate_comment(comment_id=comment_id, scorer=own_scores, now=clock.now())


@on_startup()
def sweep_comments_at_once() -> None:
    """Go on where a worker that died left off, without waiting for the minute."""
    sweep_comments()
