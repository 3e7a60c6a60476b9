"""What the analyzer refuses, in the form Perspective's clients parse.

Source: Perspective API documentation, “Errors”; google.rpc.Status in its JSON form.
"""

from typing import Any, ClassVar

ERROR_TYPE = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"


class AnalyzerError(Exception):
    """A request was refused.

    http_status  the status of the answer
    status       Google's name for it, such as INVALID_ARGUMENT
    error_type   Perspective's own word, such as COMMENT_EMPTY; empty where it has none
    more         what else the detail carries, such as the attribute that clients drop and retry
    """

    http_status: ClassVar[int] = 400
    status: ClassVar[str] = "INVALID_ARGUMENT"
    error_type: ClassVar[str] = ""

    def __init__(self, message: str, **more: Any) -> None:
        super().__init__(message)
        self.more = more

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        error: dict[str, Any] = {
            "code": self.http_status,
            "message": str(self),
            "status": self.status,
        }
        if self.error_type:
            error["details"] = [{"@type": ERROR_TYPE, "errorType": self.error_type, **self.more}]
        return {"error": error}


class InvalidRequest(AnalyzerError):
    """The request breaks the contract in a way that has no word of its own."""

    error_type = "INVALID_REQUEST"


class CommentEmpty(AnalyzerError):
    """There is nothing to score."""

    error_type = "COMMENT_EMPTY"


class CommentTooLong(AnalyzerError):
    """The comment is longer than 20,480 bytes of UTF-8."""

    error_type = "COMMENT_TOO_LONG"


class NoRequestedAttributes(AnalyzerError):
    """The request names no attribute."""

    error_type = "NO_REQUESTED_ATTRIBUTES"


class LanguageNotSupported(AnalyzerError):
    """No head for a requested language, and the service is set to be strict about it."""

    error_type = "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"


class LanguageUndetected(AnalyzerError):
    """No language was requested and none can be told; only when the service is set to be strict."""

    error_type = "LANGUAGE_DETECTION_FAILED"


class NotJson(AnalyzerError):
    """The body is not a JSON object."""


class BadKey(AnalyzerError):
    """The API key is not one of ours, or was revoked."""


class NoKey(AnalyzerError):
    """The request carries no API key."""

    http_status = 403
    status = "PERMISSION_DENIED"


class QuotaExceeded(AnalyzerError):
    """The key has made more requests than it may."""

    http_status = 429
    status = "RESOURCE_EXHAUSTED"


class NotFound(AnalyzerError):
    """There is nothing at this address."""

    http_status = 404
    status = "NOT_FOUND"


class WrongMethod(AnalyzerError):
    """The address is ours and the method is not."""

    http_status = 405
    status = "UNIMPLEMENTED"


class TooLarge(AnalyzerError):
    """The body is larger than any request we know could be."""

    http_status = 413
    status = "INVALID_ARGUMENT"


class BadSignature(AnalyzerError):
    """A call that must be signed is not, or not with our secret."""

    http_status = 401
    status = "UNAUTHENTICATED"
