"""Analyzers to ask, with and without keys, and where the agencies' bytes lie."""

import json

import pytest

from dateline.api.analyzer import ServiceOptions
from dateline.api.analyzer.building import build_service
from dateline.api.analyzer.feedback import FeedbackStore
from dateline.api.analyzer.keys import make_key
from tests.api.analyzer import post, rude_word_scorer
from tests.api.serving import running_analyzer

NOON_SECONDS = 1_795_435_200.0


class Clock:
    """Seconds that a test sets."""

    def __init__(self):
        self.seconds = NOON_SECONDS

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def build(tmp_path, clock, monkeypatch):
    """Builds a service whose files lie in this test's folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def with_options(*, keys_file=None, **options):
        return build_service(
            scorer=rude_word_scorer,
            options=ServiceOptions(base_url="http://127.0.0.1:1", **options),
            keys_file=keys_file,
            feedback_file=tmp_path / "feedback.sqlite3",
            feedback_days=30,
            clock=clock,
        )

    return with_options


@pytest.fixture
def service(build):
    """A service that lets everybody in."""
    return build()


@pytest.fixture
def analyze(service):
    """Asks the service to analyze a comment, and returns status and body."""

    def ask(text="You idiot", *, service=service, attributes=("TOXICITY",), **more):
        body = {
            "comment": {"text": text},
            "requestedAttributes": {name: {} for name in attributes},
            **more,
        }
        answer = service.respond(post("/v1alpha1/comments:analyze", json.dumps(body).encode()))
        return answer.status, json.loads(answer.body)

    return ask


@pytest.fixture
def keys_file(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def key(keys_file):
    """The secret of a key that may ask twice a minute."""
    return make_key(keys_file, name="coral", per_minute=2)


@pytest.fixture
def feedback(tmp_path):
    return FeedbackStore(tmp_path / "feedback.sqlite3", days=30)


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """A vault of each test's own."""
    folder = tmp_path / "vault"
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A running analyzer that the tests of its clients share."""
    with running_analyzer(tmp_path_factory.mktemp("analyzer")) as found:
        yield found
