"""What nobody gave out in an address is answered, and never with a fault of ours."""

import pytest

NINES = "9" * 5000
NUL = "%00"
# Percent-coded: no text at all, and half of a pair, which UTF-8 does not have.
HALF = "%ED%A0%80"

CURSORS = (
    f"2026-11-23T12:00:00%2B00:00~{NINES}",
    "2026-11-23T12:00:00%2B00:00~" + "9" * 19,
    "2026-11-23T12:00:00%2B00:00~²",
    "2026-11-23T12:00:00%2B00:00~",
    "0001-01-01T00:00:00%2B23:59~1",
    "9999-12-31T23:59:59-23:59~1",
    "2026-11-23T12:00:00~1",
    f"{NINES}~1",
    HALF,
)
ADDRESSES = (
    "/api/stories?section={}",
    "/api/stories?topic={}",
    "/api/stories?limit={}",
    "/api/stories/{}",
    "/api/stories/{}/comments",
    "/api/stories/{story}/comments?cursor={}",
    "/api/stories/{story}/comments?limit={}",
    "/api/stories/{story}/comments?sort={}",
    "/api/stories/{story}/comments/count?seen={}",
    "/api/stories/{story}/comments/{}/answers",
    "/api/stories/{story}/comments/1/answers?after={}",
    "/story/{story}/comments/?cursor={}",
    "/story/{story}/comments/?sort={}",
    "/story/{story}/comments/{}/",
    "/story/{story}/comments/new/?parent={}",
    "/story/{story}/{}/",
    "/comments/decisions/?after={}",
    "/comments/mine/{}/",
    "/comments/account/?story={}",
    "/comments/report/{}/",
    "/corrections/?page={}",
    "/search/?q={}",
    "/search/?q=quay&page={}",
    "/topic/{}/",
    "/picture/{}/300.jpg",
    "/picture/1/{}.jpg",
    "/sitemap-{}.xml",
    "/feeds/{}/rss.xml",
    "/{}/",
    "/world/?page={}",
    "/wire/{}/1",
)
ODD = (NUL, HALF, "%FF", NINES, "9" * 19, "-1", "²", "1e9", "")


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_the_api_never_gave_is_a_bad_request(client, site, cursor):
    answer = client.get(f"/api/stories?cursor={cursor}")

    assert answer.status_code == 400
    assert answer.json()["title"] == "The cursor is not one that this API gave."


def test_an_address_with_a_nul_is_a_bad_request(client, site):
    for path in ("/api/stories?section=%00", "/topic/%00/", "/search/?q=quay%00"):
        answer = client.get(path)

        assert answer.status_code == 400
        assert b"An address has no NUL in it." in answer.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_odd_address_is_answered_and_is_no_fault_of_ours(client, story, address):
    for odd in ODD:
        path = address.replace("{story}", story.public_id).replace("{}", odd)

        assert client.get(path).status_code < 500, path[:90]
