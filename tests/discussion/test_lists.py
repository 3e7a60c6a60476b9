"""Lists of words and domains are tried on what was written before they count."""

import pytest

from dateline.discussion.models import Comment, RuleList
from dateline.discussion.services import ListChanged, change_list

WORDS = "/admin/comments/lists/banned-words/"


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


def test_a_change_is_tried_on_the_newest_comments_and_changes_nothing(room, commented):
    commented("The walrus came back to the quay.")
    commented("Nothing of the kind was seen there.", nonce="nonce-2")

    answer = room.post(WORDS, {"entries": "walrus # an insult here", "version": "0", "try": "1"})

    tried = answer.context["tried"]
    assert (tried.tried, tried.held, tried.refused, tried.changed) == (2, 0, 1, 1)
    assert "let through → refused" in answer.content.decode()
    assert not RuleList.objects.exists()
    assert set(Comment.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_word_taken_off_the_list_is_told_as_well(room, commented):
    RuleList.objects.create(kind="banned-words", entries="walrus")
    commented("The walrus came back to the quay.")

    tried = room.post(WORDS, {"entries": "", "version": "1", "try": "1"}).context["tried"]

    assert (tried.refused, tried.changed) == (0, 1)


def test_domains_are_tried_on_links_and_on_addresses_that_stay_unseen(room, commented):
    commented("See https://spam.example/now for more of it.")
    commented("No link in here, only an address.", nonce="nonce-2")

    path = "/admin/comments/lists/refused-domains/"
    of_links = room.post(path, {"entries": "spam.example", "version": "0", "try": "1"})
    of_all = room.post(path, {"entries": "example.org", "version": "0", "try": "1"})

    assert of_links.context["tried"].refused == 1
    assert of_all.context["tried"].refused == 2
    assert "signe.tarn@" not in of_all.content.decode()


@pytest.mark.parametrize("text", ["Go (https://spam.de), now!", "Now visit spam.de today."])
def test_a_trial_finds_a_domain_as_the_phases_do(room, commented, text):
    commented(text)

    path = "/admin/comments/lists/refused-domains/"
    tried = room.post(path, {"entries": "spam.de", "version": "0", "try": "1"}).context["tried"]

    assert (tried.refused, tried.changed) == (1, 1)


def test_what_is_kept_counts_from_then_on(room, commented):
    room.post(WORDS, {"entries": "walrus", "version": "0", "keep": "1"})

    assert commented("The walrus came back to the quay.").comment.state == "refused"


def test_two_moderators_do_not_overwrite_each_other(room):
    change_list(kind="banned-words", entries="walrus", seen_version=0)
    change_list(kind="banned-words", entries="walrus\nseal", seen_version=1)

    for version in (0, 1):
        with pytest.raises(ListChanged):
            change_list(kind="banned-words", entries="mine", seen_version=version)
    page = room.post(WORDS, {"entries": "mine", "version": "1", "keep": "1"}).content.decode()

    assert "A colleague has changed this list" in page
    assert "mine" in page
    assert RuleList.objects.get().entries == "walrus\nseal"


@pytest.mark.parametrize(
    "entry", ["spam.example", "https://www.Spam.example/now", "*.spam.example", "@spam.example"]
)
def test_a_domain_is_found_however_it_is_written_on_the_list(room, commented, entry):
    change_list(kind="refused-domains", entries=entry, seen_version=0)

    assert commented("See https://shop.spam.example/now for more.").comment.state == "refused"


def test_throw_away_addresses_are_held_until_the_newsroom_keeps_a_list_of_its_own(room, commented):
    path = "/admin/comments/lists/disposable-domains/"
    page = room.get(path)
    shipped = page.context["entries"]

    def reason(nonce):
        email = f"{nonce}@inbox.mailinator.com"
        comment = commented(f"Words of {nonce}.", nonce=nonce, email=email).comment
        return comment.signals.get(phase="mail-domain").reason_code

    before = reason("one")
    tried = room.post(path, {"entries": "", "version": "0", "try": "1"}).context["tried"]
    room.post(path, {"entries": "", "version": "0", "keep": "1"})

    assert "mailinator.com" in shipped.split()
    assert page.context["useless"] == []
    assert len(set(shipped.split())) == len(shipped.split())
    assert (before, tried.changed, reason("two")) == ("disposable-address", 1, "")
    assert room.get(path).context["entries"] == ""


def test_a_line_that_is_no_domain_is_named(room, site):
    path = "/admin/comments/lists/held-domains/"

    tried = room.post(path, {"entries": "spam\nspam.example", "version": "0", "try": "1"})
    words = room.post(WORDS, {"entries": "spam", "version": "0", "try": "1"})

    assert tried.context["useless"] == ["spam"]
    assert "No domains, so they find nothing" in tried.content.decode()
    assert "No domains" not in words.content.decode()
