"""What the answer of an external phase means, and that nothing outside the contract is taken."""

import json

import pytest

from dateline.core.moderation import Decision
from dateline.core.moderation.coral import NotCoral, finding_of, is_signed, signature


def found(said):
    answer = said if isinstance(said, bytes) else json.dumps(said).encode()
    return finding_of(answer, phase="external-quay", version="3")


@pytest.mark.parametrize(
    ("said", "decision", "reason"),
    [
        (b"", Decision.PASS, ""),
        ({}, Decision.PASS, ""),
        ({"status": "NONE"}, Decision.PASS, ""),
        ({"status": "APPROVED"}, Decision.SIGNAL, "outside-noted"),
        ({"status": "PREMOD"}, Decision.HOLD, "outside-held"),
        ({"status": "SYSTEM_WITHHELD"}, Decision.HOLD, "outside-held"),
        ({"status": "REJECTED"}, Decision.REFUSE, "outside-refused"),
        ({"moderationAction": {"status": "REJECTED"}}, Decision.REFUSE, "outside-refused"),
        ({"tags": ["FEATURED"]}, Decision.SIGNAL, "outside-noted"),
        ({"status": "NONE", "unknown": {"more": 1}}, Decision.PASS, ""),
    ],
)
def test_each_answer_asks_for_one_thing(said, decision, reason):
    finding = found(said)

    assert (finding.decision, finding.reason) == (decision, reason)
    assert (finding.phase, finding.version) == ("external-quay", "3")


def test_flags_tags_and_the_code_of_a_rejection_are_kept_and_no_words():
    finding = found(
        {
            "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}],
            "tags": ["STAFF"],
            "moderationAction": {
                "status": "REJECTED",
                "rejectionReason": {"code": "HATE_SPEECH", "detailedExplanation": "says “x”"},
            },
        }
    )

    assert [(one.what, one.value) for one in finding.evidence] == [
        ("status", "rejected"),
        ("flag", "toxic"),
        ("tag", "staff"),
        ("rejection", "HATE_SPEECH"),
    ]


@pytest.mark.parametrize("code", ["a\x00b", "says “x”", "X" * 41, 7, None])
def test_a_code_that_is_none_is_left_out(code):
    finding = found({"moderationAction": {"status": "REJECTED", "rejectionReason": {"code": code}}})

    assert [one.what for one in finding.evidence] == ["status"]


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        b"\xff",
        b"[" * 100_000,
        [],
        "PREMOD",
        {"status": "MAYBE"},
        {"status": None},
        {"status": ["REJECTED"]},
        {"actions": [{"actionType": "DONT_AGREE", "reason": "COMMENT_DETECTED_SPAM"}]},
        {"actions": [{"actionType": "FLAG", "reason": "UGLY"}]},
        {"actions": {"actionType": "FLAG"}},
        {"tags": ["ADMIN"]},
        {"moderationAction": "REJECTED"},
    ],
)
def test_what_the_contract_does_not_know_is_a_fault(said):
    with pytest.raises(NotCoral):
        found(said)


def test_a_signature_fits_its_secret_and_its_bytes_alone():
    header = signature(b"body", ["new", "old"])

    assert header.count("sha256=") == 2
    assert is_signed(b"body", header, ["old"])
    assert is_signed(b"body", header, ["new"])
    assert not is_signed(b"body", header, ["other"])
    assert not is_signed(b"body ", header, ["new"])
    assert not is_signed(b"body", "", ["new"])
    assert not is_signed(b"body", "sha256=é", ["new"])
