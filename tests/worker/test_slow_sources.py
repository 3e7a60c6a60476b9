"""A source that does not answer holds up no other, nor the reading of what came."""

from tests.gateways.servers.rough import SilentServer
from tests.gateways.web_server import WebServer
from tests.intake.deliveries import ninjs

SETUP = """
from dateline.intake.models import Source
for number in range({silent}):
    Source.objects.create(
        slug=f"silent{{number}}", name="Silent", url="sftp://desk@127.0.0.1:{silent_port}/out"
    )
Source.objects.create(slug="nwa", name="Northern Wire Agency", policy="publish", url={feed!r})
"""


def test_a_real_worker_fetches_one_source_while_others_keep_it_waiting(newsroom):
    silent = SilentServer()
    with WebServer() as feed:
        feed.answers_with("/feed", ninjs())
        newsroom.environment |= {
            "DATELINE_FETCH_ALLOWED_HOSTS": "127.0.0.1",
            "DATELINE_SOURCE_SECRETS": '{"silent0": "s", "silent1": "s", "silent2": "s"}',
        }
        setup = SETUP.format(silent=3, silent_port=silent.port, feed=feed.url("/feed"))
        assert newsroom.manage("shell", "-c", setup).wait() == 0, newsroom.log()

        newsroom.manage("run_huey")
        newsroom.wait_until("SELECT 1 FROM dateline_pages_story WHERE live")

    still_waiting = newsroom.ask(
        "SELECT slug FROM dateline_intake_source WHERE fetching_until IS NOT NULL ORDER BY slug"
    )
    silent.close()
    assert still_waiting == [("silent0",), ("silent1",), ("silent2",)]
