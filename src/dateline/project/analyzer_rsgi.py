"""What the web server of `dateline scorer serve` loads."""

from pathlib import Path

from dateline.api.analyzer.building import shared_file
from dateline.api.analyzer.counters import SharedCounters
from dateline.api.analyzer.own_scorer import warm_up
from dateline.api.analyzer.rsgi import COUNTER_NAMES, RsgiApp
from dateline.project.analyzer import feedback_file, keys_file, service_from_environment
from dateline.project.environment import env

warm_up()
about: Path = keys_file() or feedback_file()
app = RsgiApp(
    service_from_environment(base_url=env("BASE_URL").rstrip("/"), keys_file=keys_file()),
    SharedCounters(shared_file("metrics", about), COUNTER_NAMES),
)
