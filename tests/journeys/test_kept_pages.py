"""What one process changes, the web server's next answer shows, though it keeps its pages."""

import pytest

pytestmark = pytest.mark.browser  # it shares their newsroom

# Run by `dateline manage shell`: another process than the web server, which it asks.
COMMAND = """
import urllib.error, urllib.request
from django.utils import timezone
from dateline.core.story import Paragraph
from dateline.discussion.services import import_comment
from dateline.pages.models import SectionPage, Story
from dateline.pages.services import correct_story, kill_story, publish_story

def ask():
    try:
        with urllib.request.urlopen(URL + story.get_absolute_url()) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return f"status {error.code}"

now = timezone.now()
section = SectionPage.objects.first()
story = Story(headline="Orvik pier is closed", slug="orvik-pier", section=section)
story.set_body([Paragraph(text="The pier of Orvik was closed on Monday.")])
publish_story(story=story, by=None, now=now)
told = []
told.append("Orvik pier is closed" in ask() and "Orvik pier is closed" in ask())
correct_story(story=story, by=None, now=now, notice="It was Tuesday.")
told.append("It was Tuesday." in ask() and "It was Tuesday." in ask())
import_comment(story=story, parent=None, author_name="Signe Tarn", email="", text="A fine pier.",
               is_shown=True, submitted_at=now, external_id="pier")
told.append("A fine pier." in ask() and "A fine pier." in ask())
kill_story(story=story, by=None, now=now, note="Wrong.")
told.append(ask() == "status 410")
print("told:", told)
"""


def test_what_a_command_changes_is_shown_at_the_next_request(newsroom):
    printed = newsroom.run("manage", "shell", "-c", f"URL = {newsroom.url!r}\n{COMMAND}")

    assert "told: [True, True, True, True]" in printed
