"""Workers that ask a language model at the same moment overrun neither budget nor number."""

import json

TOKENS_A_DAY = 20_000
ASKING = """
import json
import threading
from django.db import connection
from dateline.core.story import Paragraph
from dateline.gateways.endpoint import Answer, MemoryEndpoint
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.services import ask_about_story, found_newsroom, publish_story
from dateline.pages.services.asking import ASKS_AT_ONCE

found_newsroom(name="Gazette", sections=dict(world="World"), base_url="http://testserver")
ids = []
for number in range(12):
    story = Story(headline=f"Harbour {{number}}", slug=f"harbour-{{number}}", live=False)
    story.set_body([Paragraph("The harbour of Kesterholm reopened on Monday.")])
    publish_story(story=story, by=None, now=clock.now())
    ids.append(story.pk)

lock, under_way, most = threading.Lock(), 0, 0
both_are_in = threading.Barrier(ASKS_AT_ONCE)

def answer(prompt):
    global under_way, most
    with lock:
        under_way += 1
        most = max(most, under_way)
    try:
        both_are_in.wait(timeout=2)
    except threading.BrokenBarrierError:
        pass
    with lock:
        under_way -= 1
    return Answer('{{"lines": []}}', "quay-1", "", {used}, 0)

endpoint = MemoryEndpoint(answer)

def work():
    for story_id in ids:
        ask_about_story(story_id=story_id, endpoint=endpoint, clock=clock.now)
    connection.close()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
open({report!r}, "w").write(json.dumps([most, len(endpoint.asked), ASKS_AT_ONCE]))
"""


def test_eight_workers_keep_to_one_budget_and_ask_about_each_text_once(newsroom, tmp_path):

    used = 4000
    report = tmp_path / "report.json"
    newsroom.environment |= {"DATELINE_MODEL_TOKENS_A_DAY": str(TOKENS_A_DAY)}
    script = ASKING.format(used=used, report=str(report))

    assert newsroom.manage("shell", "-c", script).wait() == 0, newsroom.log()

    most, asked, at_once = json.loads(report.read_text())
    ((tokens, notices),) = newsroom.ask(
        "SELECT tokens, (SELECT count(*) FROM dateline_intake_notice) "
        "FROM dateline_pages_endpointday"
    )
    stories = newsroom.ask("SELECT DISTINCT story_id FROM dateline_pages_endpointanswer")
    assert 0 < most <= at_once
    assert asked == len(stories)
    assert tokens == asked * used <= TOKENS_A_DAY
    assert notices == 1
