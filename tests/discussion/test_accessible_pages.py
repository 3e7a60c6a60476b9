"""axe-core finds nothing on any page of readers and moderators, in any state, at phone and desktop.

Which pages there are is `ADDRESSES`' knowledge, which no address can be missing from: each that
answers with a page is looked at, and each other one says here why not.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory

from dateline.accounts.models import User
from dateline.core.grounding import Tag
from dateline.core.story import Paragraph
from dateline.discussion.mail_links import Purpose
from dateline.discussion.models import Comment, Discussion, ExternalPhase
from dateline.discussion.services import (
    add_external_phase,
    ask_for_erasure,
    erase_who_asked,
    refuse_comment,
    report_comment,
)
from dateline.pages.services import correct_story, keep_version, kill_story, pause_story
from dateline.pages.services.filling import set_topics
from dateline.pages.views import server_error
from tests.conftest import HARBOUR_COPY
from tests.discussion.test_who_may import (
    ADDRESSES,
    HERE,
    comment_form,
    path_of,
    report_form,
    world,
)
from tests.in_chromium import Shown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

# Not pages: why nobody looks at them. All others are looked at, here or as a state below.
NO_PAGES = {
    "wagtailcore_authenticate_with_password": "no page of ours has a password",
    "pages:seen": "counts, and answers nothing",
    "api:api-root": "an address of nothing",
    "discussion:withdraw": "leads back to the comment's page",
    "discussion:verify_again": "leads back to the comment's page",
    "discussion:withdraw_own": "leads back to the account",
    "discussion:account_act": "leads back to the account, or hands out a file",
    "discussion:own_data_act": "leads back to the own data, or hands out a file",
    "discussion:sign_out": "leads back to the account",
    "discussion_decide": "leads back to the queue",
    "discussion_undo": "leads back to the queue",
    "discussion_claim": "leads back to the queue",
    "discussion_given_up_mails": "leads back to the desk's first page",
    "discussion_set_mode": "leads back to the queue",
    "discussion_judge": "leads back to the author's page",
    "discussion_remove_outside_phase": "leads back to the outside checks",
}
__all__ = ["world"]
# Pages that are not ours: no page has a password of its own, so nobody is led there.
OF_WAGTAIL = ("wagtailcore_login",)
STATES = []


def state(status, *opens):
    """Name a state of a page, the status it is answered with, and which addresses it opens."""

    def keep(reach):
        STATES.append((reach, status, opens))
        return reach

    return keep


def got(client, path):
    return client, path, client.get(path)


def sent(client, path, **fields):
    return client, path, client.post(path, fields, headers=HERE)


def story_path(world, rest=""):
    return f"/story/{world.story.public_id}/{rest}"


@state(200)
def search_with_results(world):
    return got(Client(), "/search/?q=harbour")


@state(200)
def search_without_results(world):
    return got(Client(), "/search/?q=nothing-is-called-so")


@state(200)
def front(world):
    return got(Client(), "/")


@state(200)
def section(world):
    return got(Client(), "/world/")


@state(200, "pages:topic")
def topic(world):
    set_topics(world.story, [Tag("Ships", None, ())], extra=())
    world.story.save()
    return got(Client(), "/topic/ships/")


def correct(world):
    notice = "The harbour closed in October 2024, not in May."
    later = world.now + timedelta(minutes=5)
    keep_version(story=world.story, now=world.now)
    world.story.set_body(Paragraph(text) for text in HARBOUR_COPY[:-1])
    world.story.updated_at = later
    world.story.save()
    keep_version(story=world.story, now=later)
    correct_story(story=world.story, by=None, now=later, notice=notice)


@state(200, "pages:changes")
def changes_of_a_corrected_story(world):
    correct(world)
    return got(Client(), f"{world.story.get_absolute_url()}changes/")


@state(200)
def corrections_with_a_correction(world):
    correct(world)
    return got(Client(), "/corrections/")


@state(200)
def corrected_story_with_older_comments(world):
    correct(world)
    return got(Client(), world.story.get_absolute_url())


@state(410)
def gone_story(world):
    kill_story(story=world.story, by=None, now=world.now, note="It was wrong.")
    return got(Client(), world.story.get_absolute_url())


@state(410)
def comment_on_a_gone_story(world):
    fields = comment_form(world)
    kill_story(story=world.story, by=None, now=world.now, note="It was wrong.")
    return sent(Client(), story_path(world, "comments/"), **fields)


@state(503)
def paused_story(world):
    pause_story(story=world.story, by=None, now=world.now, reason="The agency checks it.")
    return got(Client(), world.story.get_absolute_url())


@state(404)
def not_found(world):
    return got(Client(), "/story/zzzzzzzz/nothing/")


@state(500)
def fault(world):
    answer = server_error(RequestFactory().get("/"))
    return Client(), "/fault/", answer


@state(422)
def refused_comment(world):
    fields = comment_form(world) | {"name": "", "email": "nobody", "text": ""}
    return sent(Client(), story_path(world, "comments/"), **fields)


@state(403)
def comment_by_an_old_form(world):
    fields = comment_form(world) | {"ticket": "too-old"}
    return sent(Client(), story_path(world, "comments/"), **fields)


@state(200)
def form_that_answers_a_comment(world):
    return got(Client(), story_path(world, f"comments/new/?parent={world.own.pk}"))


@state(200)
def form_of_a_colleague(world):
    return got(world.clients["moderator"], story_path(world, "comments/new/"))


@state(429)
def too_often(world):
    for _ in range(6):
        answer = sent(Client(), "/comments/me/", email="often@example.org")
    return answer


@state(429)
def comment_that_came_too_often(world):
    for _ in range(6):
        answer = sent(Client(), story_path(world, "comments/"), **comment_form(world))
    return answer


@state(410)
def comment_on_a_closed_story(world):
    fields = comment_form(world)
    Discussion.objects.update_or_create(story=world.story, defaults={"mode": "closed"})
    return sent(Client(), story_path(world, "comments/"), **fields)


@state(410)
def comment_that_is_gone(world):
    refuse_comment(comment=world.own, by=None, now=world.now, reason_code="ABUSIVE")
    return got(Client(), story_path(world, f"comments/{world.own.pk}/"))


@state(200)
def form_that_answers_what_is_gone(world):
    refuse_comment(comment=world.own, by=None, now=world.now, reason_code="ABUSIVE")
    return got(Client(), story_path(world, f"comments/new/?parent={world.own.pk}"))


@state(503)
def no_database_for_a_form(world):
    fields = comment_form(world)
    with no_database():
        return sent(Client(), story_path(world, "comments/"), **fields)


@state(503)
def no_database_for_a_report(world):
    with no_database():
        return sent(Client(), f"/comments/report/{world.own.pk}/", **report_form(world))


@state(503)
def no_database_for_a_page(world):
    with no_database():
        return got(Client(), story_path(world, "comments/"))


@contextmanager
def no_database():
    def refuse(*args):
        raise OperationalError("database is locked")

    with connection.execute_wrapper(refuse):
        yield


@state(200)
def held_comment(world):
    return got(Client(), path_to_mine(world))


def path_to_mine(world, rest=""):
    return f"/comments/mine/{world.tokens['reader']['mine']}/{rest}"


@state(422)
def edit_without_words(world):
    return sent(Client(), path_to_mine(world, "edit/"), text="")


@state(200)
def removed_comment(world):
    refuse_comment(comment=world.own, by=None, now=world.now, reason_code="ABUSIVE")
    return got(Client(), path_to_mine(world))


@state(422)
def report_without_a_reason(world):
    fields = report_form(world) | {"reason": ""}
    return sent(Client(), f"/comments/report/{world.own.pk}/", **fields)


@state(200)
def thanks_for_a_report(world):
    return sent(Client(), f"/comments/report/{world.own.pk}/", **report_form(world))


@state(200)
def verified(world):
    return sent(Client(), f"/comments/verify/{world.tokens['reader'][Purpose.VERIFY]}/")


@state(200)
def unsubscribed(world):
    return sent(Client(), f"/comments/unsubscribe/{world.tokens['reader'][Purpose.UNSUBSCRIBE]}/")


@state(200)
def own_data_asked_for(world):
    return sent(Client(), "/comments/me/", email="asks@example.org")


@state(200)
def own_data_to_be_erased(world):
    ask_for_erasure(author=world.own.author, now=world.now)
    return got(Client(), f"/comments/me/{world.tokens['reader'][Purpose.OWN_DATA]}/")


@state(404)
def link_of_nobody(world):
    return got(Client(), "/comments/me/nobody/")


@state(200)
def link_to_sign_in_asked_for(world):
    return sent(Client(), "/comments/account/", email="asks@example.org")


@state(422)
def link_to_sign_in_to_no_address(world):
    return sent(Client(), "/comments/account/", email="nobody")


@state(404)
def link_to_sign_in_that_is_over(world):
    return got(Client(), "/comments/account/sign-in/over/")


def signed_in(world):
    client = Client()
    link = f"/comments/account/sign-in/{world.tokens['reader'][Purpose.SIGN_IN]}/"
    assert client.post(link, headers=HERE).status_code == 303
    return client


@state(200)
def account(world):
    return got(signed_in(world), "/comments/account/")


@state(422, "discussion:rename")
def account_without_a_name(world):
    return sent(signed_in(world), "/comments/account/name/", name="")


@state(200, "discussion:edit_own")
def edit_from_the_account(world):
    return got(signed_in(world), f"/comments/account/{world.own.pk}/edit/")


@state(200)
def form_of_who_signed_in(world):
    return got(signed_in(world), story_path(world, "comments/new/"))


@state(200)
def empty_queue(world):
    return got(world.clients["moderator"], "/admin/comments/?queue=all&words=nobody-wrote-this")


@state(200)
def queue_with_reports_decisions_and_an_erased_author(world):
    report_comment(
        comment=world.own,
        reason="ABUSIVE",
        words="It talks of somebody else.",
        client_address="192.0.2.9",
        now=world.now,
    )
    other = Comment.objects.exclude(author=world.own.author).filter(state="shown").first()
    ask_for_erasure(author=other.author, now=world.now - 2 * timedelta(days=1))
    erase_who_asked(now=world.now)
    return got(world.clients["moderator"], "/admin/comments/?queue=all")


@state(200)
def queue_where_a_refusal_can_be_undone(world):
    client, claimed = world.clients["moderator"], world.claimed
    fields = {"refuse": claimed.pk, f"reason-{claimed.pk}": "SPAM"}
    fields[f"version-{claimed.pk}"] = claimed.version
    client.post("/admin/comments/decide/", fields)
    return got(client, "/admin/comments/?queue=all")


@state(200)
def list_with_a_trial(world):
    path = "/admin/comments/lists/banned-words/"
    fields = {"entries": "pilots\nroster", "version": "0", "try": "1"}
    return sent(world.clients["moderator"], path, **fields)


@state(200)
def author_under_judgement(world):
    path = f"/admin/comments/authors/{world.own.author.pseudonym}/"
    fields = {"act": "suspended", "days": "7", "reason": "ABUSIVE", "text": "Twice this week."}
    world.clients["moderator"].post(f"{path}judge/", fields)
    return got(world.clients["moderator"], path)


@state(200)
def erased_author(world):
    ask_for_erasure(author=world.own.author, now=world.now - 2 * timedelta(days=1))
    erase_who_asked(now=world.now)
    return got(world.clients["moderator"], "/admin/comments/?queue=all")


def who_sets_up(world):
    client = Client()
    client.force_login(User.objects.get(username="ida"))
    return client


def with_a_phase(world):
    phase = ExternalPhase(slug="quay", url="https://phase.example/moderate")
    add_external_phase(phase=phase, now=world.now)


@state(200, "discussion_outside")
def outside_checks(world):
    with_a_phase(world)
    return got(who_sets_up(world), "/admin/comments/outside/")


@state(200, "discussion_new_outside_phase")
def new_outside_check(world):
    return got(who_sets_up(world), "/admin/comments/outside-new/")


@state(200)
def new_outside_check_without_an_address(world):
    return sent(who_sets_up(world), "/admin/comments/outside-new/", slug="", url="x")


@state(200, "discussion_outside_phase")
def outside_check(world):
    with_a_phase(world)
    return got(who_sets_up(world), "/admin/comments/outside/quay/")


@state(200, "discussion_rotate_secret")
def outside_check_with_a_new_secret(world):
    with_a_phase(world)
    return sent(who_sets_up(world), "/admin/comments/outside/quay/secret/", hours="24")


@pytest.fixture(scope="module")
def shown():
    """A browser in front of this process."""
    shown = Shown()
    yield shown
    shown.close()


def faults(shown, what, client, path, answer):
    """Open a page and return all that is wrong with it, each after what it is."""
    shown.show(client, path, answer)
    return [(what, one) for one in (*shown.violations(), *shown.faults)]


def is_page(answer):
    return answer["Content-Type"].startswith("text/html") and answer.status_code == 200


def test_each_address_of_readers_and_moderators_is_a_page_without_a_fault(world, shown):
    wrong, seen = [], set()
    for name, several in ADDRESSES.items():
        for address in several:
            who = next((one for one in ("reader", "moderator") if one in address.reads), None)
            if who is None:
                continue
            token = world.tokens["reader"].get(address.token, "")
            path, client = path_of(world, name, address, token), world.clients[who]
            answer = client.get(path)
            seen.add(name)
            if is_page(answer) and name not in OF_WAGTAIL:
                wrong += faults(shown, name, client, path, answer)
    elsewhere = {name for _, _, opens in STATES for name in opens} | {*NO_PAGES}
    # What is neither looked at here nor a state below nor no page, with a reason, is forgotten.
    assert {*ADDRESSES} - seen == elsewhere
    assert not wrong, "\n" + "\n".join(map(str, wrong))


def test_each_state_of_a_page_is_without_a_fault(world, shown, editor):
    wrong = []
    for reach, status, _ in STATES:
        cache.clear()
        with transaction.atomic():
            client, path, answer = reach(world)
            if answer.status_code != status:
                wrong.append((reach.__name__, answer.status_code))
            wrong += faults(shown, reach.__name__, client, path, answer)
            transaction.set_rollback(True)
        for row in (world.story, world.own, world.own.author, world.claimed):
            row.refresh_from_db()
    assert not wrong, "\n" + "\n".join(map(str, wrong))
