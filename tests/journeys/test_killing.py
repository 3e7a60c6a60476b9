"""The agency kills a story; it is gone from every surface at once."""

import json
import urllib.error
import urllib.request

import pytest

COPY = {
    "uri": "nwa:journey-kill",
    "standard": {"name": "ninjs", "version": "1.4"},
    "type": "text",
    "version": "1",
    "versioncreated": "2026-11-23T08:00:00Z",
    "pubstatus": "usable",
    "headline": "Ferry to Marrow Head stops for the winter",
    "body_html": "<p>PORT ANSEL, Nov. 23 (NWA) - The ferry to Marrow Head stops for the winter on "
    "Sunday, the shipping office said.</p><p>It will run again in March.</p>",
}
KILL = {
    "uri": "nwa:journey-kill",
    "standard": {"name": "ninjs", "version": "1.4"},
    "type": "text",
    "version": "2",
    "versioncreated": "2026-11-23T09:00:00Z",
    "pubstatus": "canceled",
}
WORD = "Ferry to Marrow Head"
SURFACES = (
    "/",
    "/search/?q=ferry",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/news-sitemap.xml",
    "/api/stories",
)


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.browser
def test_a_kill_from_the_wire_takes_a_story_down_everywhere(newsroom, tmp_path):
    (tmp_path / "copy.json").write_text(json.dumps(COPY))
    newsroom.run("ingest", str(tmp_path / "copy.json"))
    story = next(
        row
        for row in json.loads(get(f"{newsroom.url}/api/stories")[1])["stories"]
        if row["headline"].startswith(WORD)
    )
    assert get(story["url"])[0] == 200
    (tmp_path / "kill.json").write_text(json.dumps(KILL))

    newsroom.run("ingest", str(tmp_path / "kill.json"))

    status, page = get(story["url"])
    assert status == 410
    assert WORD not in page
    for surface in SURFACES:
        assert WORD not in get(newsroom.url + surface)[1], surface
