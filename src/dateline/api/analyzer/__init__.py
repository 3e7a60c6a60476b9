"""The comment analyzer: Perspective's contract, answered by the newsroom's own scorer.

Runs without Django, so that it can be served alone; the newsroom mounts the same `Service`.
"""

from dateline.api.analyzer.service import Request, Response, Service, ServiceOptions

__all__ = ["Request", "Response", "Service", "ServiceOptions"]
