"""What is larger than any form may be, or says no size, is turned away unread."""

import io

import pytest
from django.conf import settings

LARGE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
READERS = ("/", "/comments/me/", "/comments/report/1/")


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *_):
        raise AssertionError("It was read.")


@pytest.mark.parametrize("path", READERS)
@pytest.mark.parametrize(
    ("length", "status"), [(str(LARGE), 413), ("9" * 5000, 413), ("abc", 400), ("-1", 400)]
)
def test_a_body_that_is_too_large_or_of_no_size_is_turned_away_unread(
    client, site, path, length, status
):
    answer = client.generic(
        "POST",
        path,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": length},
    )

    assert answer.status_code == status
    assert "Nothing was stored" in answer.content.decode()


def test_an_editor_may_send_a_large_file(client, site, editor):
    client.force_login(editor)
    file = io.BytesIO(b"x" * LARGE)
    file.name = "quay.jpg"

    answer = client.post("/admin/images/add/", {"title": "Quay", "file": file})

    assert answer.status_code != 413
