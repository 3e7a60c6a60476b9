"""While the database is away, whoever works at the desk sees a sentence and no trace."""

import pytest
from django.db import InterfaceError, OperationalError, connection


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/comments/", "/admin/comments/figures/", "/admin/login/"]
)
@pytest.mark.parametrize("fault", [OperationalError("it is locked"), InterfaceError("closed")])
def test_the_desk_says_in_a_sentence_that_it_cannot_work_just_now(
    client, site, editor, fault, path
):
    client.force_login(editor)
    client.raise_request_exception = False

    def refuse(*args):
        raise fault

    with connection.execute_wrapper(refuse):
        answer = client.get(path)

    page = answer.content.decode()
    assert answer.status_code in (200, 500)
    assert "Traceback" not in page
    assert str(fault) not in page
    assert answer.status_code == 200 or "try again" in page
