"""What is erased by wish or by time: all of it, and nothing that keeps a ban standing."""

from datetime import timedelta

import pytest

from dateline.discussion.mail_links import Purpose, link_for
from dateline.discussion.models import (
    Author,
    AuthorRecord,
    BarredAddress,
    Comment,
    Contact,
    ModerationSettings,
    Report,
    ReportReason,
    Signal,
)
from dateline.discussion.services import (
    approve_comment,
    ask_for_erasure,
    ask_to_sign_in,
    dismiss_reports,
    erase_what_is_old,
    erase_who_asked,
    judge_author,
    keep_after_all,
    own_data,
    refuse_comment,
    report_comment,
    verify_comment,
)
from tests.discussion.conftest import EMAIL

A_DAY = timedelta(hours=24)
Act = AuthorRecord.Act


@pytest.fixture
def proved(commented, now):
    """A comment of which the address was proved."""
    comment = commented().comment
    verify_comment(comment=comment, now=now)
    return comment


@pytest.fixture
def decide(proved, moderator, now):
    """Have the moderator do something about who proved the address."""

    def about(act, **fields):
        fields = {"reason_code": "ABUSIVE", "reaches_owner": True} | fields
        judge_author(author=proved.author, act=act, by=moderator, now=now, **fields)

    return about


@pytest.fixture
def erased(proved, now):
    """Have the author ask to be erased, and erase them a day later."""

    def erase():
        ask_for_erasure(author=proved.author, now=now)
        erase_who_asked(now=now + A_DAY)

    return erase


@pytest.fixture
def night(site, now):
    """Erase what is old, so many days from now."""

    def after(*, days):
        rules = ModerationSettings.for_site(site)
        erase_what_is_old(rules=rules, now=now + timedelta(days=days))

    return after


@pytest.mark.parametrize("act", [(Act.BANNED, {}), (Act.SUSPENDED, {"days": 30})])
def test_who_may_not_comment_does_not_become_new_by_being_erased(
    proved, decide, erased, commented, act
):
    decide(act[0], **act[1])
    erased()
    assert not Contact.objects.exists()
    assert [row.author for row in BarredAddress.objects.all()] == [proved.author]
    Comment.objects.get(pk=proved.pk, text="", author_name="")

    again = commented("Here I am again.", nonce="again").comment

    assert (again.author, again.state) == (proved.author, "refused")


def test_who_was_free_to_comment_leaves_no_hash_behind(proved, erased, commented):
    erased()

    assert not BarredAddress.objects.exists()
    assert commented(nonce="again").comment.author != proved.author


def test_the_hash_goes_the_night_after_the_suspension_and_the_address_is_nobodys(
    proved, decide, erased, night, commented
):
    decide(Act.SUSPENDED, days=30)
    erased()

    night(days=29)
    assert BarredAddress.objects.exists()
    night(days=31)

    assert not BarredAddress.objects.exists()


def test_an_erased_address_that_anybody_typed_again_goes_the_next_night(
    proved, decide, erased, night, now
):
    decide(Act.BANNED)
    erased()
    ask_to_sign_in(email=EMAIL, now=now + timedelta(days=2))
    assert Contact.objects.get().author == proved.author

    night(days=3)

    assert not Contact.objects.exists()
    assert BarredAddress.objects.get().author == proved.author


def test_the_reader_is_told_what_stays_before_they_press(client, proved, decide, at, now):
    at(now)
    page = link_for(Purpose.OWN_DATA, proved.author.pk, now=now).removeprefix("http://testserver")
    before = client.get(page).content.decode()
    decide(Act.BANNED)

    assert "fingerprint" not in before
    assert "a fingerprint of it stays" in client.get(page).content.decode()


def test_time_erases_no_address_while_a_suspension_lasts(proved, decide, moderator, night, now):
    refuse_comment(comment=proved, by=moderator, now=now, reason_code="ABUSIVE")
    decide(Act.SUSPENDED, days=365)

    night(days=200)
    assert Comment.objects.get().state == "erased"
    assert Contact.objects.exists()
    night(days=366)

    assert not Contact.objects.exists()


def test_a_night_erases_all_that_is_old_however_much(commented, moderator, night, now, monkeypatch):
    monkeypatch.setattr(own_data, "DONE_TOGETHER", 2)
    for number in range(5):
        email = f"reader-{number}@example.org"
        comment = commented(f"Number {number}.", nonce=str(number), email=email).comment
        refuse_comment(comment=comment, by=moderator, now=now, reason_code="OTHER")

    night(days=181)

    assert not Comment.objects.exclude(state="erased").exists()
    assert not Contact.objects.exists()


def test_what_the_phases_found_in_the_words_goes_with_them(commented, proved, erased, now, rules):
    claimed = commented("Not proved.", nonce="claimed").comment
    for comment in (proved, claimed):
        for phase, value in (("links", "quay.example"), ("mail-domain", "example.org")):
            comment.signals.filter(phase=phase).update(
                evidence=[{"what": "it", "value": value, "span": None}]
            )

    erased()

    told = {
        (signal.comment_id, one["value"])
        for signal in Signal.objects.all()
        for one in signal.evidence
    }
    assert (claimed.pk, "quay.example") in told
    assert not {one for one in told if one[0] == proved.pk or one[1] == "example.org"}


def test_what_colleagues_noted_goes_with_the_author_and_what_was_done_stays(proved, decide, erased):
    decide(Act.PRE_MODERATED, text="Lives in Quay Street.")
    decide(Act.NOTED, text="Writes when the ferry is late.")

    erased()

    assert [(row.act, row.text) for row in AuthorRecord.objects.all()] == [("pre-moderated", "")]


def test_notes_stay_while_a_ban_does_and_go_the_night_after(proved, decide, erased, night):
    decide(Act.BANNED, text="Third warning.")
    decide(Act.NOTED, text="Writes when the ferry is late.")
    erased()
    night(days=2)
    assert AuthorRecord.objects.exclude(text="").count() == 2

    decide(Act.FREED)
    night(days=3)

    assert [row.act for row in AuthorRecord.objects.all()] == ["freed", "banned"]
    assert not AuthorRecord.objects.exclude(text="").exists()


def test_from_where_a_comment_came_is_forgotten_after_three_days(proved, moderator, night, now):
    approve_comment(comment=proved, by=moderator, now=now)

    night(days=3)
    assert Comment.objects.get().address_hash
    night(days=4)

    assert Comment.objects.get().address_hash == ""


def test_from_where_reports_came_is_forgotten_once_they_are_answered(proved, moderator, night, now):
    approve_comment(comment=proved, by=moderator, now=now)

    def report(number):
        address = f"192.0.2.{number}"
        reason = ReportReason.SPAM
        return report_comment(
            comment=proved, reason=reason, words="", client_address=address, now=now
        )

    report(1), report(2)
    dismiss_reports(comment=proved, by=moderator, now=now)
    report(3)

    night(days=4)

    hashes = Report.objects.values_list("answered_at", "address_hash")
    assert [bool(kept) for answered, kept in hashes] == [False, False, True]
    assert not report(3)


def test_who_thinks_better_of_it_while_others_are_erased_is_kept(
    proved, commented, now, monkeypatch
):
    """The sweep lists who is due; one of them takes it back before their turn."""
    second = commented("Another.", nonce="n2", email="other.reader@example.org").comment
    for author in (proved.author, second.author):
        ask_for_erasure(author=author, now=now)
    erase = own_data._erase_author

    def erase_and_meanwhile(author, *, now):
        erase(author, now=now)
        keep_after_all(author=second.author)

    monkeypatch.setattr(own_data, "_erase_author", erase_and_meanwhile)

    erase_who_asked(now=now + A_DAY)

    assert list(Contact.objects.values_list("author", flat=True)) == [second.author_id]


def test_what_is_proved_after_its_author_was_erased_is_nobodys(proved, commented, erased, now):
    late = commented("Proved too late.", nonce="late").comment
    erased()

    verify_comment(comment=late, now=now + A_DAY)

    assert (late.author, late.verified_at) == (None, None)
    assert Author.objects.get().erase_at is None
    assert not Contact.objects.exists()
