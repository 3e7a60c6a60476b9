"""Perspective's contract, to the letter."""

import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.api.analyzer import Request, Service, ServiceOptions
from dateline.api.analyzer.keys import revoke_key
from dateline.api.analyzer.messages import Suggestion
from dateline.api.analyzer.own_scorer import own_scorer
from dateline.api.analyzer.scores import Asked
from tests.api.analyzer import post, rude_word_scorer

CORAL_SECRET = "coral-secret"
ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"


def test_a_comment_gets_a_summary_and_at_least_one_span(analyze):
    status, body = analyze("You idiot", attributes=("TOXICITY", "INSULT"), clientToken="t1")

    assert status == 200
    assert body["attributeScores"].keys() == {"TOXICITY", "INSULT"}
    assert body["attributeScores"]["TOXICITY"] == {
        "summaryScore": {"value": 0.9, "type": "PROBABILITY"},
        "spanScores": [{"begin": 0, "end": 9, "score": {"value": 0.9, "type": "PROBABILITY"}}],
    }
    assert body["languages"] == body["detectedLanguages"] == ["en"]
    assert body["clientToken"] == "t1"


def test_spans_count_as_javascript_does(analyze):
    _, body = analyze("😀😀 idiot", spanAnnotations=True)

    (span,) = body["attributeScores"]["TOXICITY"]["spanScores"]
    assert (span["begin"], span["end"]) == (5, 10)


def test_an_attribute_below_its_threshold_is_left_out(analyze):
    _, body = analyze(
        "Good morning", attributes=(), requestedAttributes={
            "TOXICITY": {"scoreThreshold": 0.5}, "INSULT": {"scoreThreshold": 0.1},
        },
    )  # fmt: skip

    assert body["attributeScores"].keys() == {"INSULT"}


@pytest.mark.parametrize("name", ["TOXICITY_EXPERIMENTAL", "TOXICITY_FAST", "CONSTRUCTIVE"])
def test_other_names_of_an_attribute_are_answered_under_the_name_that_was_asked(analyze, name):
    _, body = analyze(attributes=(name,))

    assert body["attributeScores"].keys() == {name}


@pytest.mark.parametrize(
    ("change", "error_type", "message"),
    [
        ({"comment": {"text": " "}}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": None}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": {"text": "é" * 10_241}}, "COMMENT_TOO_LONG", "Comment text too long."),
        ({"requestedAttributes": {}}, "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"),
        (
            {"requestedAttributes": {"NOPE": {}}},
            "INVALID_REQUEST",
            "Unknown requested attribute: NOPE",
        ),
        (
            {"comment": {"text": "x", "type": "HTML"}},
            "INVALID_REQUEST",
            "Currently, only 'PLAIN_TEXT' comments are supported",
        ),
        (
            {"context": {"entries": [{"text": "a"}], "articleAndParentComment": {"article": {}}}},
            "INVALID_REQUEST",
            "Only one of entries and articleAndParentComment may be set",
        ),
        (
            {"requestedAttributes": {"TOXICITY": {"scoreType": "PERCENTILE"}}},
            "INVALID_REQUEST",
            "Attribute TOXICITY only has scores of the type PROBABILITY",
        ),
        (
            {"requestedAttributes": {"TOXICITY": {"scoreThreshold": 2}}},
            "INVALID_REQUEST",
            "requestedAttributes.TOXICITY.scoreThreshold must be a number from 0 to 1",
        ),
        ({"comment": 7}, "INVALID_REQUEST", "comment must be an object"),
        ({"languages": "en"}, "INVALID_REQUEST", "languages must be a list"),
    ],
)
def test_a_refusal_is_what_clients_parse(analyze, change, error_type, message):
    status, body = analyze("x", **change)

    error = body["error"]
    assert (status, error["code"], error["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert message in error["message"]
    (detail,) = error["details"]
    assert detail["@type"] == "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
    assert detail["errorType"] == error_type


def test_the_longest_comment_is_scored(analyze):
    assert analyze("é" * 10_240)[0] == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"nonsense", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(service, body):
    answer = service.respond(post(ANALYZE, body))

    assert answer.status == 400
    assert json.loads(answer.body)["error"]["status"] == "INVALID_ARGUMENT"


def test_a_comment_in_another_language_than_requested_is_scored_and_says_so(analyze, build):
    for service in (build(), build(is_strict=True)):
        status, body = analyze("Привет", languages=["en"], service=service)

        assert (status, body["detectedLanguages"], body["languages"]) == (200, ["ru"], ["en"])
        assert body["attributeScores"]["TOXICITY"]["summaryScore"]["value"] == 0.1


@pytest.mark.parametrize("languages", [["om"], ["ru", "xx"]])
def test_a_requested_language_without_heads_is_refused_only_if_it_is_set_so(
    analyze, build, languages
):
    assert analyze("Привет", languages=languages)[0] == 200

    status, refused = analyze("Привет", languages=languages, service=build(is_strict=True))

    assert status == 400
    (detail,) = refused["error"]["details"]
    assert detail["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert detail["languageNotSupportedByAttributeError"] == {
        "requestedLanguages": languages, "attribute": "TOXICITY",
    }  # fmt: skip
    assert ", ".join(languages) in refused["error"]["message"]


@pytest.mark.parametrize("languages", [["en-IN"], ["hi-Latn"], ["ta"], []])
def test_a_requested_language_with_heads_is_never_refused(analyze, build, languages):
    assert analyze("Привет", languages=languages, service=build(is_strict=True))[0] == 200


def test_only_the_strict_refuse_what_is_no_language(analyze, build):
    assert analyze("!!!")[0] == 200

    status, refused = analyze("!!!", service=build(is_strict=True))

    assert status == 400
    assert refused["error"]["details"][0]["errorType"] == "LANGUAGE_DETECTION_FAILED"


def test_what_a_language_has_no_heads_for_is_scored_by_the_english_ones():
    german, french = own_scorer(
        [
            Asked("Du bist ein dummer Idiot, fuck off", frozenset({"TOXICITY", "THREAT"}), True),
            Asked("C'est une honte pour le port, vous êtes des idiots", frozenset({"TOXICITY"})),
        ]
    )

    assert german.language_tag == "de"
    assert german.scores.keys() == german.spans.keys() == {"TOXICITY", "THREAT"}
    assert french.language_tag == "fr"
    assert 0 < french.scores["TOXICITY"] < 1


def test_half_a_surrogate_pair_is_no_fault(service):
    body = b'{"comment": {"text": "\\ud83d idiot"}, "requestedAttributes": {"TOXICITY": {}}}'

    assert service.respond(post(ANALYZE, body)).status == 200


def test_a_suggestion_is_kept_for_its_time_and_no_longer(service, feedback, clock):
    body = {
        "comment": {"text": "You idiot"},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
        "languages": ["pt"],
        "communityId": "Coral:https://news.example",
        "clientToken": "comment:c1",
    }

    answer = json.loads(service.respond(post(SUGGEST, json.dumps(body).encode())).body)
    kept = list(feedback.rows())
    clock.seconds += 31 * 86_400
    service.respond(post(SUGGEST, json.dumps(body | {"comment": {"text": "Later"}}).encode()))

    assert answer == {
        "clientToken": "comment:c1", "detectedLanguages": ["en"], "requestedLanguages": ["pt"],
    }  # fmt: skip
    assert [(text, scores) for _, text, scores in kept] == [("You idiot", {"TOXICITY": 1.0})]
    assert [text for _, text, _ in feedback.rows()] == ["Later"]


def test_analyzing_keeps_nothing(analyze, feedback):
    analyze("You idiot", doNotStore=False)

    assert list(feedback.rows()) == []


def test_a_suggestion_without_scores_is_refused(service):
    body = json.dumps({"comment": {"text": "x"}, "attributeScores": {}}).encode()

    assert service.respond(post(SUGGEST, body)).status == 400


def ask_with(service, key):
    body = b'{"comment": {"text": "x"}, "requestedAttributes": {"TOXICITY": {}}}'
    answer = service.respond(post(ANALYZE, body, key=key))
    return answer.status, json.loads(answer.body)


def test_only_a_valid_key_is_let_in_and_it_may_stand_in_a_header(build, keys_file, key):
    service = build(keys_file=keys_file)
    body = b'{"comment": {"text": "x"}, "requestedAttributes": {"TOXICITY": {}}}'

    none, wrong = ask_with(service, None), ask_with(service, "guessed")
    by_header = service.respond(post(ANALYZE, body, x_goog_api_key=key))

    assert none[0] == 403
    assert wrong[0] == 400
    assert wrong[1]["error"]["message"] == "API key not valid. Please pass a valid API key."
    assert by_header.status == 200
    assert ask_with(service, f" {key}")[0] == 200


def test_a_key_over_its_quota_is_told_when_to_come_back(build, keys_file, key, clock):
    service, beside = build(keys_file=keys_file), build(keys_file=keys_file)

    first, second = ask_with(service, key)[0], ask_with(beside, key)[0]
    third, body = ask_with(service, key)
    clock.seconds += 60
    later = ask_with(service, key)[0]

    assert (first, second, third, later) == (200, 200, 429, 200)
    assert body["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_revoked_key_ends_with_the_next_request(build, keys_file, key):
    service = build(keys_file=keys_file)
    assert ask_with(service, key)[0] == 200

    revoke_key(keys_file, name="coral")

    assert ask_with(service, key)[0] == 400


def test_the_keys_file_holds_no_key(keys_file, key):
    assert key not in keys_file.read_text()
    assert keys_file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("POST", "/v1alpha1/comments:delete", 404),
        ("GET", ANALYZE, 405),
        ("POST", "/coral/moderate", 404),
        ("POST", "/batch", 400),
    ],
)
def test_what_is_not_ours_is_said_in_the_same_form(service, method, path, status):
    answer = service.respond(Request(method, path, {}, b"{}"))

    assert answer.status == status
    assert json.loads(answer.body)["error"]["code"] == status


def test_a_body_of_a_megabyte_is_refused(service):
    assert service.respond(post(ANALYZE, b"x" * 1_000_000)).status == 413


def test_a_scorer_that_fails_is_a_500_without_the_comment_in_the_log(feedback, clock, caplog):
    def broken(asked):
        raise RuntimeError("no weights")

    service = Service(
        scorer=broken, options=ServiceOptions(base_url=""), keys=None, feedback=feedback,
        clock=clock,
    )  # fmt: skip
    body = b'{"comment": {"text": "secret words"}, "requestedAttributes": {"TOXICITY": {}}}'

    answer = service.respond(post(ANALYZE, body))

    assert answer.status == 500
    assert json.loads(answer.body)["error"]["status"] == "INTERNAL"
    assert "no weights" in caplog.text
    assert "secret words" not in caplog.text


def test_requests_that_come_together_are_answered_each_for_itself(feedback, clock):
    def delicate(asked):
        if any("strange" in one.text for one in asked):
            raise RuntimeError("cannot read this")
        return rude_word_scorer(asked)

    service = Service(
        scorer=delicate, options=ServiceOptions(base_url=""), keys=None, feedback=feedback,
        clock=clock,
    )  # fmt: skip
    texts = ["You idiot", "strange", "", "A fine day"]
    bodies = [
        json.dumps({"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}}).encode()
        for text in texts
    ]

    together = service.respond_to_all([post(ANALYZE, body) for body in bodies])

    assert [answer.status for answer in together] == [200, 500, 400, 200]
    assert together == [service.respond(post(ANALYZE, body)) for body in bodies]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["comment", "text", "requestedAttributes", "TOXICITY", "scoreThreshold",
                 "languages", "context", "entries", "attributeScores", "summaryScore", "value"]
            ) | st.text(max_size=3),
            inner, max_size=4,
        ),
        max_leaves=12,
    )
)  # fmt: skip
def test_no_json_whatever_is_a_fault(value):
    class Nowhere:
        def add(self, suggestion: Suggestion, *, key_name: str, now: float) -> None:
            pass

    service = Service(
        scorer=rude_word_scorer, options=ServiceOptions(base_url=""), keys=None,
        feedback=Nowhere(), clock=lambda: 0.0,
    )  # fmt: skip
    for path in (ANALYZE, SUGGEST):
        answer = service.respond(post(path, json.dumps(value).encode()))
        assert answer.status in (200, 400)


def sign(body, secret):
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def moderate(service, text, *, secret=CORAL_SECRET):
    body = json.dumps({"action": "NEW", "comment": {"body": text, "parentID": None}}).encode()
    answer = service.respond(post("/coral/moderate", body, x_coral_signature=sign(body, secret)))
    return answer.status, json.loads(answer.body or b"null")


def test_coral_is_told_to_hold_a_hostile_comment_and_nothing_of_a_calm_one(build):
    service = build(coral_secrets=("coral-secret", "the-one-before"))

    assert moderate(service, "You idiot") == (
        200,
        {
            "status": "SYSTEM_WITHHELD",
            "actions": [
                {"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"},
                {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"},
            ],
        },
    )
    assert moderate(service, "Good morning", secret="the-one-before") == (204, None)


def test_coral_without_a_good_signature_is_turned_away(build):
    service = build(coral_secrets=("coral-secret",))

    assert moderate(service, "You idiot", secret="guessed")[0] == 401
    assert service.respond(post("/coral/moderate", b"{}")).status == 401


def test_comments_scored_at_once_score_as_each_by_itself():
    asked = [
        Asked(f"What an idiot{number} and a fool{number * 7}", frozenset({"INSULT"}))
        for number in range(200)
    ]
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(lambda one: own_scorer([one])[0], asked))

    assert at_once == own_scorer(asked)


def test_coral_may_send_its_html(build):
    service = build(coral_secrets=(CORAL_SECRET,))

    assert moderate(service, "<div>You <b>id</b>iot</div>")[0] == 200
    assert moderate(service, "<div>Good<br>morning &amp; <i>well</i></div>")[0] == 204
