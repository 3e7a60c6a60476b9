"""An author is erased while another thread proves a comment to be theirs."""

from datetime import timedelta
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection

from dateline.discussion.services import (
    ask_for_erasure,
    erase_who_asked,
    own_data,
    verify_comment,
)

A_DAY = timedelta(hours=24)

pytestmark = [
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"],
        reason="one row is locked on PostgreSQL only; SQLite lets one write at a time anyway",
    ),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tables_as_they_were"),
]


def test_a_comment_is_proved_and_its_author_erased_one_after_the_other(commented, now, monkeypatch):
    proved = commented().comment
    verify_comment(comment=proved, now=now)
    late = commented("Proved at this very moment.", nonce="late").comment
    ask_for_erasure(author=proved.author, now=now)
    erase, proving = own_data._erase_author, []

    def verify():
        verify_comment(comment=late, now=now + A_DAY)
        connection.close()

    def erase_while_it_is_proved(author, *, now):
        proving.append(Thread(target=verify))
        proving[0].start()
        proving[0].join(0.5)
        assert proving[0].is_alive()
        erase(author, now=now)

    monkeypatch.setattr(own_data, "_erase_author", erase_while_it_is_proved)

    erase_who_asked(now=now + A_DAY)

    proving[0].join()
    late.refresh_from_db()
    assert (late.author, late.verified_at) == (None, None)
