"""The comment analyzer as the environment sets it, served alone or inside the newsroom."""

import time
from pathlib import Path

from dateline.api.analyzer import Service, ServiceOptions
from dateline.api.analyzer.building import build_service
from dateline.api.analyzer.own_scorer import own_scorer
from dateline.project.environment import env, env_list


def service_from_environment(*, base_url: str, keys_file: Path | None) -> Service:
    """Return the service with the package's own scorer.

    Raises: BadKeysFile.
    """
    return build_service(
        scorer=own_scorer,
        options=ServiceOptions(
            base_url=base_url,
            is_strict=env("SCORER_STRICT_LANGUAGES") == "yes",
            coral_secrets=tuple(env_list("SCORER_CORAL_SECRETS")),
        ),
        keys_file=keys_file,
        feedback_file=feedback_file(),
        feedback_days=int(env("SCORER_FEEDBACK_DAYS")),
        clock=time.time,
    )


def keys_file() -> Path | None:
    """Return where the API keys lie, or None when none are asked for."""
    return Path(env("SCORER_KEYS")) if env("SCORER_KEYS") else None


def feedback_file() -> Path:
    """Return where suggested scores are kept."""
    return Path(env("SCORER_FEEDBACK") or Path(env("DATA_DIR")) / "feedback.sqlite3")
