"""Every address of readers and of the moderators' room is walked by everybody, with every method.

Whoever may do something does it; for everybody else nothing changes and nothing is told.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from dateline.discussion import services, tickets
from dateline.discussion.mail_links import Purpose, token_for
from dateline.discussion.models import Author, Comment, Decision, Mail
from dateline.discussion.services import act_on, approve_comment, verify_comment
from dateline.media.services import PictureFacts, keep_picture, make_sizes
from dateline.pages.services import add_picture
from tests.addresses import missing_from
from tests.discussion.conftest import EMAIL, TEXT
from tests.pictures import picture_bytes

HERE = {"origin": "http://testserver"}
ELSEWHERE = {"origin": "https://elsewhere.example"}
SIGN_IN = ("/admin/login/", "/_util/login/")
ACCOUNT = "/comments/account/"  # there readers sign in
WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "dateline_discussion')
GUESSED = "guessed-by-nobody"
HIDDEN = "What only its author and the moderators may read so far."
OTHERS = "other.reader@example.org"
METHODS = ("GET", "HEAD", "POST")
OTHER_METHODS = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")

# Who asks. A reader has no account but private links: `reader` those to what is asked for, `other
# reader` those to their own; `signed in` has an account and no right.
WHO = ("anonymous", "reader", "other reader", "signed in", "editor", "moderator")
EVERYBODY = frozenset(WHO)
OWNER = frozenset({"reader"})
MODERATORS = frozenset({"moderator"})
NOBODY: frozenset[str] = frozenset()


@dataclass
class World:
    """What the addresses are about. `tokens` are private links: by whose they are, and for what."""

    story: Any
    picture: Any
    own: Comment
    claimed: Comment
    batch: Any
    now: Any
    tokens: dict[str, dict[str, str]]
    clients: dict[str, Client] = field(default_factory=dict)


@dataclass(frozen=True)
class Address:
    """One address: where it is, who may read it, who may act by `POST`, and what is sent then.

    token    which private link is part of it
    before   what must be so for the act to change something
    is_act   whether a permitted `POST` changes something of the discussion's
    """

    reads: frozenset[str] = NOBODY
    acts: frozenset[str] = NOBODY
    where: Callable[[World], dict[str, Any]] = lambda world: {}
    sends: Callable[[World], dict[str, Any]] = lambda world: {}
    token: str = ""
    before: Callable[[World], Any] = lambda world: None
    is_act: bool = True
    # A mail program sends it from nowhere, with the token as the only proof (RFC 8058).
    is_sent_from_anywhere: bool = False
    takes_head: bool = True


def of_story(world: World) -> dict[str, Any]:
    return {"public_id": world.story.public_id}


def of_thread(world: World) -> dict[str, Any]:
    return {**of_story(world), "comment_id": world.own.pk}


def of_section(world: World) -> dict[str, Any]:
    return {"section": "world"}


def page(where: Callable[[World], dict[str, Any]] = lambda world: {}) -> Address:
    """Return an address that everybody may read and nobody changes anything at."""
    return Address(reads=EVERYBODY, where=where)


def of_author(world: World) -> dict[str, Any]:
    return {"pseudonym": world.own.author.pseudonym}


def of_act(what: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"what": what}


def comment_form(world: World) -> dict[str, Any]:
    ticket = tickets.issue(story_id=world.story.pk, parent_id=None, now=world.now - MINUTE)
    return {"name": "Odd L.", "email": "odd@example.org", "text": "A fair one.", "ticket": ticket}


def report_form(world: World) -> dict[str, Any]:
    ticket = tickets.issue(story_id=world.story.pk, parent_id=world.own.pk, now=world.now - MINUTE)
    return {"reason": "SPAM", "words": "It sells something.", "ticket": ticket}


def decision(world: World) -> dict[str, Any]:
    waiting = world.claimed
    return {"approve": str(waiting.pk), f"version-{waiting.pk}": str(waiting.version)}


def wish_to_be_erased(world: World) -> None:
    Author.objects.filter(pk=world.own.author_id).update(erase_at=world.now + timedelta(hours=1))


def mail_given_up(world: World) -> None:
    Mail.objects.create(author=world.own.author, kind=Mail.Kind.OWN_DATA, made_at=world.now)


MINUTE = timedelta(minutes=1)
OWN_DATA = {"acts": OWNER, "token": Purpose.OWN_DATA}
ADDRESSES: dict[str, list[Address]] = {
    "wagtail_serve": [page()],
    "wagtailcore_login": [Address(reads=EVERYBODY, acts=EVERYBODY, is_act=False)],
    "wagtailcore_authenticate_with_password": [
        Address(where=lambda world: {"page_view_restriction_id": 1, "page_id": 1})
    ],
    "pages:story": [page(lambda world: {**of_story(world), "slug": world.story.slug})],
    "pages:changes": [Address(where=lambda world: {**of_story(world), "slug": world.story.slug})],
    "pages:seen": [Address(acts=EVERYBODY, where=of_story, is_act=False)],
    "pages:corrections": [page()],
    "pages:how-we-check": [page()],
    "pages:picture": [
        page(lambda world: {"pk": world.picture.pk, "width": 120, "extension": "jpeg"})
    ],
    "pages:topic": [Address(where=lambda world: {"slug": "nothing-is-tagged-so"})],
    "pages:search": [page()],
    "feeds:rss": [page()],
    "feeds:atom": [page()],
    "feeds:json": [page()],
    "feeds:section-rss": [page(of_section)],
    "feeds:section-atom": [page(of_section)],
    "feeds:section-json": [page(of_section)],
    "feeds:comments": [page(of_story)],
    "feeds:ninjs3": [page(of_story)],
    "feeds:newsml-g2": [page(of_story)],
    "feeds:nitf": [page(of_story)],
    "feeds:sitemap": [page()],
    "feeds:sitemap-page": [page(lambda world: {"number": 1})],
    "feeds:news-sitemap": [page()],
    "feeds:robots": [page()],
    "feeds:health": [page()],
    "api:openapi-json": [Address(reads=EVERYBODY, acts=EVERYBODY, is_act=False)],
    "api:list_stories": [Address(reads=EVERYBODY, takes_head=False)],
    "api:show_story": [Address(reads=EVERYBODY, where=of_story, takes_head=False)],
    "api:list_comments": [Address(reads=EVERYBODY, where=of_story, takes_head=False)],
    "api:count_comments": [Address(reads=EVERYBODY, where=of_story, takes_head=False)],
    "api:list_answers": [Address(reads=EVERYBODY, where=of_thread, takes_head=False)],
    "api:api-root": [Address()],
    "discussion:comments": [
        Address(reads=EVERYBODY, acts=EVERYBODY, where=of_story, sends=comment_form)
    ],
    "discussion:new": [page(of_story)],
    "discussion:thread": [page(of_thread)],
    "discussion:report": [
        Address(
            reads=EVERYBODY,
            acts=EVERYBODY,
            where=lambda world: {"comment_id": world.own.pk},
            sends=report_form,
        ),
        Address(where=lambda world: {"comment_id": world.claimed.pk}, sends=report_form),
    ],
    "discussion:decisions": [page()],
    "discussion:mine": [Address(reads=OWNER, token="mine")],
    "discussion:edit": [
        Address(reads=OWNER, acts=OWNER, token="mine", sends=lambda world: {"text": "Other words."})
    ],
    "discussion:withdraw": [Address(acts=OWNER, token="mine")],
    "discussion:verify": [Address(reads=OWNER, acts=OWNER, token=Purpose.VERIFY)],
    "discussion:unsubscribe": [
        Address(reads=OWNER, acts=OWNER, token=Purpose.UNSUBSCRIBE, is_sent_from_anywhere=True)
    ],
    "discussion:ask_for_own_data": [
        Address(reads=EVERYBODY, acts=EVERYBODY, sends=lambda world: {"email": EMAIL})
    ],
    "discussion:own_data": [Address(reads=OWNER, token=Purpose.OWN_DATA)],
    "discussion:own_data_act": [
        Address(**OWN_DATA, where=of_act("json"), is_act=False),
        Address(**OWN_DATA, where=of_act("csv"), is_act=False),
        Address(**OWN_DATA, where=of_act("erase")),
        Address(**OWN_DATA, where=of_act("keep"), before=wish_to_be_erased),
    ],
    # Nobody here has an account; who has one is walked through in `test_accounts`.
    "discussion:account": [
        Address(reads=EVERYBODY, acts=EVERYBODY, sends=lambda world: {"email": EMAIL})
    ],
    "discussion:sign_in": [Address(reads=OWNER, acts=OWNER, token=Purpose.SIGN_IN)],
    "discussion:sign_out": [Address()],
    "discussion:rename": [Address(sends=lambda world: {"name": "Odd L."})],
    "discussion:edit_own": [
        Address(
            where=lambda world: {"comment_id": world.own.pk},
            sends=lambda world: {"text": "Other words."},
        )
    ],
    "discussion:withdraw_own": [Address(where=lambda world: {"comment_id": world.own.pk})],
    "discussion:account_act": [Address(where=of_act("json")), Address(where=of_act("erase"))],
    # It is proved already: no mail is made.
    "discussion:verify_again": [Address(acts=OWNER, token="mine", is_act=False)],
    "discussion_queue": [Address(reads=MODERATORS)],
    "discussion_decide": [Address(acts=MODERATORS, sends=decision)],
    "discussion_undo": [Address(acts=MODERATORS, sends=lambda world: {"batch": world.batch})],
    "discussion_claim": [
        Address(acts=MODERATORS, where=lambda world: {"comment_id": world.claimed.pk})
    ],
    "discussion_given_up_mails": [
        Address(acts=MODERATORS, before=mail_given_up, sends=lambda _world: {"drop": "1"})
    ],
    "discussion_set_mode": [
        Address(
            acts=MODERATORS,
            where=lambda world: {"story_id": world.story.pk},
            sends=lambda _world: {"mode": "closed"},
        )
    ],
    "discussion_author": [Address(reads=MODERATORS, where=of_author)],
    "discussion_judge": [
        Address(
            acts=MODERATORS,
            where=of_author,
            sends=lambda world: {"act": "banned", "reason": "SPAM"},
        )
    ],
    "discussion_lists": [Address(reads=MODERATORS)],
    # Set up by whoever has the right to it, which moderating is not: test_outside_setup.py.
    "discussion_outside": [Address()],
    "discussion_new_outside_phase": [Address()],
    "discussion_outside_phase": [Address(where=lambda world: {"slug": "quay"})],
    "discussion_rotate_secret": [Address(where=lambda world: {"slug": "quay"})],
    "discussion_remove_outside_phase": [Address(where=lambda world: {"slug": "quay"})],
    "discussion_list": [
        Address(
            reads=MODERATORS,
            acts=MODERATORS,
            where=lambda world: {"kind": "banned-words"},
            sends=lambda world: {"entries": "gull", "version": "0", "keep": "1"},
        )
    ],
    "discussion_figures": [Address(reads=MODERATORS)],
}
# Views of libraries, which ask for no method: they change nothing by any.
ANSWERS_ANY_METHOD = ("api:openapi-json", "wagtailcore_login")
WALKED = [(name, address) for name, several in ADDRESSES.items() for address in several]
TOKENS = ("mine", Purpose.VERIFY, Purpose.UNSUBSCRIBE, Purpose.OWN_DATA, Purpose.SIGN_IN)


@pytest.fixture
def world(commented, story, moderator, django_user_model, at, now):
    """Two readers with links of their own, what each of them wrote, and everybody who asks."""

    def tokens_of(submitted, claimed):
        author_id = submitted.comment.author_id
        return {
            "mine": submitted.token,
            Purpose.VERIFY: token_for(Purpose.VERIFY, claimed.pk, now=now),
            Purpose.UNSUBSCRIBE: token_for(Purpose.UNSUBSCRIBE, author_id, now=now),
            Purpose.OWN_DATA: token_for(Purpose.OWN_DATA, author_id, now=now),
            Purpose.SIGN_IN: token_for(Purpose.SIGN_IN, author_id, now=now),
        }

    own = commented()
    claimed = commented(HIDDEN, nonce="n2").comment
    others = commented("From another reader.", nonce="n3", email=OTHERS, name="Odd L.")
    others_claimed = commented("Another one.", nonce="n4", email=OTHERS, name="Odd L.").comment
    for submitted in (own, others):
        verify_comment(comment=submitted.comment, now=now)
        approve_comment(comment=submitted.comment, by=moderator, now=now)
    Comment.objects.filter(pk=own.comment.pk).update(wants_replies=True)
    undoable = commented("To be undone.", nonce="n5", email="third@example.org").comment
    button = services.Button.APPROVE
    pressed = act_on(comments=[undoable], button=button, by=moderator, now=now)
    facts = PictureFacts(credit_line="Runa Vik/NWA")
    raw = picture_bytes(size=(120, 100))
    picture = keep_picture(raw=raw, where="quay.jpg", facts=facts, max_pixels=1_000_000)
    make_sizes(picture=picture, max_pixels=1_000_000)
    add_picture(story=story, picture=picture, by=None, now=now)
    for one in (own.comment, claimed):
        one.refresh_from_db()

    world = World(
        story,
        picture,
        own.comment,
        claimed,
        pressed.batch,
        now,
        {"reader": tokens_of(own, claimed), "other reader": tokens_of(others, others_claimed)},
    )
    make = django_user_model.objects.create_user
    people = {
        "signed in": make(username="signed-in", password="a-long-password"),
        "editor": make(username="ed", password="a-long-password"),
        "moderator": moderator,
    }
    people["editor"].groups.add(Group.objects.get(name="Editors"))
    for who in WHO:
        world.clients[who] = Client()
        if who in people:
            world.clients[who].force_login(people[who])
    return world


def readers_rows(world):
    """Return what is stored of the reader's."""
    author = world.own.author_id
    theirs = [
        Author.objects.filter(pk=author),
        Comment.objects.filter(author=author),
        Decision.objects.filter(comment__author=author),
        Mail.objects.filter(author=author),
    ]
    return [list(found.order_by("pk").values()) for found in theirs]


@contextmanager
def noted_changes():
    """Note each row of the discussion that is written: cheaper than reading all of them."""
    changes = []

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        # What an INSERT returns is counted only once it is fetched.
        if WRITES.match(sql) and (sql.startswith("INSERT") or context["cursor"].rowcount):
            changes.append(sql)
        return result

    with connection.execute_wrapper(note):
        yield changes


def path_of(world, name, address, token=GUESSED):
    kwargs = address.where(world) | ({"token": token} if address.token else {})
    return reverse(name, args=[""]) if name == "wagtail_serve" else reverse(name, kwargs=kwargs)


@dataclass(frozen=True)
class Asked:
    """What came of a request: the answer, what it told, and what was changed by it."""

    status: int
    url: str
    told: str
    has_changed: bool
    has_changed_the_readers: bool

    @property
    def is_refused(self) -> bool:
        """Return whether it let nobody in: not there, not allowed, or led to where one signs in."""
        if self.status in (302, 303):
            return self.url in ("/admin/", ACCOUNT) or self.url.startswith(SIGN_IN)
        return self.status in (403, 404, 405, 422)

    @property
    def is_let_in(self) -> bool:
        """Return whether it did what was asked, or led to where it is done."""
        if self.status in (302, 303):
            return self.url != "/admin/" and not self.url.startswith(SIGN_IN)
        return self.status in (200, 204)


def ask(world, who, method, path, address, headers=HERE):
    """Return what comes of a request; afterwards all is as it was."""
    cache.clear()
    is_watched = who == "other reader" and address.token and method == "POST"
    with transaction.atomic():
        address.before(world)
        before = readers_rows(world) if is_watched else None
        data = address.sends(world) if method == "POST" else None
        with noted_changes() as changes:
            answer = getattr(world.clients[who], method.lower())(path, data, headers=headers)
        after = readers_rows(world) if is_watched else None
        transaction.set_rollback(True)
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Asked(
        answer.status_code,
        getattr(answer, "url", ""),
        told.decode(errors="replace"),
        bool(changes),
        after != before,
    )


def test_every_address_stands_in_the_table():
    line = '"{name}": [Address(reads=EVERYBODY)],  # or who may: see the entries there'
    said = missing_from("ADDRESSES in tests/discussion/test_who_may.py", {*ADDRESSES}, line)
    assert not said, f"\n{said}"


@pytest.mark.parametrize("who", WHO)
def test_each_address_lets_in_whom_it_is_for_and_nobody_else(world, who):
    wrong = []
    for name, address in WALKED:
        if not name.startswith("discussion") and who not in ("anonymous", "moderator"):
            continue  # other pages know no person: who has all rights here stands for the rest
        token = world.tokens.get(who, {}).get(address.token, GUESSED)
        for method in METHODS:
            heads = address.reads if address.takes_head else NOBODY
            allowed = {"GET": address.reads, "HEAD": heads, "POST": address.acts}
            asked = ask(world, who, method, path_of(world, name, address, token), address)
            if who in allowed.get(method, NOBODY):
                changes = method == "POST" and address.is_act
                is_right = asked.is_let_in and asked.has_changed == changes
            elif who == "other reader" and address.token:
                # With their own link they come to what is theirs: of this reader's nothing.
                is_theirs = allowed.get(method, NOBODY) == OWNER
                is_right = asked.is_let_in if is_theirs else asked.is_refused
                is_right &= not asked.has_changed_the_readers and TEXT not in asked.told
            else:
                is_right = asked.is_refused and not asked.has_changed
            if not is_right or (HIDDEN in asked.told and who not in ("reader", "moderator")):
                wrong.append((who, method, name, asked.status, asked.has_changed))
    assert not wrong, "\n" + "\n".join(map(str, wrong))


def test_no_address_takes_another_method_whoever_asks(world):
    wrong = []
    for name, address in WALKED:
        if name in ANSWERS_ANY_METHOD:
            continue
        who = "reader" if address.token else "moderator"
        path = path_of(world, name, address, world.tokens["reader"].get(address.token, GUESSED))
        for method in OTHER_METHODS:
            asked = ask(world, who, method, path, address)
            tells_methods_only = method == "OPTIONS" and asked.status == 200 and not asked.told
            if asked.has_changed or not (asked.is_refused or tells_methods_only):
                wrong.append((method, name, asked.status, asked.has_changed))
    assert not wrong, "\n" + "\n".join(map(str, wrong))


@pytest.mark.parametrize("kind", TOKENS)
def test_a_private_link_opens_what_it_was_made_for_and_nothing_else(world, kind):
    token = world.tokens["reader"][kind]
    for name, address in WALKED:
        if address.token and address.token != kind:
            for method in ("GET", "POST"):
                path = path_of(world, name, address, token)
                asked = ask(world, "anonymous", method, path, address)
                assert asked.status in (404, 405), (name, method)
                assert not asked.has_changed, (name, method)


def test_no_act_is_done_by_a_form_of_another_site(world):
    for name, address in WALKED:
        who = "moderator" if address.acts == MODERATORS else "reader"
        if who not in address.acts or not address.is_act or address.is_sent_from_anywhere:
            continue
        world.clients[who].handler.enforce_csrf_checks = True
        token = world.tokens["reader"].get(address.token, GUESSED)
        for headers in (ELSEWHERE, {}):
            path = path_of(world, name, address, token)
            asked = ask(world, who, "POST", path, address, headers)
            assert not asked.has_changed, (name, headers)
