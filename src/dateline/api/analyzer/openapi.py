"""The same description as OpenAPI, for clients and testers that read that.

Source: OpenAPI Specification 3.1.
"""

from typing import Any

from dateline.api.analyzer.discovery import METHODS, Schema, schemas
from dateline.api.analyzer.messages import LONGEST_COMMENT_BYTES

ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string"},
                "details": {"type": "array", "items": {"type": "object"}},
            },
        }
    },
}
REFUSALS = {
    "400": "The request breaks the contract, or the key is not valid.",
    "403": "There is no key.",
    "413": "The body is too large.",
    "429": "The key is over its quota.",
}
# What must be there, by message.
_NEEDED = {
    "AnalyzeCommentRequest": ["comment", "requestedAttributes"],
    "SuggestCommentScoreRequest": ["comment", "attributeScores"],
    "TextEntry": ["text"],
}


def openapi_document(base_url: str) -> dict[str, Any]:
    """Return the document of a service that answers below `base_url`, without a final slash."""
    found = {name: _schema(schema) for name, schema in schemas().items()}
    for name, needed in _NEEDED.items():
        found[name]["required"] = needed
    found["TextEntry"]["properties"]["text"] |= {
        "minLength": 1, "maxLength": LONGEST_COMMENT_BYTES,
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Comment Analyzer", "version": "v1alpha1"},
        "servers": [{"url": base_url}],
        "paths": {
            f"/{method['path']}": {"post": _operation(method)} for method in METHODS.values()
        },
        "components": {
            "schemas": {**found, "Error": ERROR},
            "securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "key"}},
        },
    }


def _operation(method: Schema) -> Schema:
    return {
        "operationId": method["id"],
        "description": method["description"],
        "security": [{"key": []}, {}],
        "requestBody": {"required": True, "content": _json(method["request"]["$ref"])},
        "responses": {
            "200": {"description": "Scored.", "content": _json(method["response"]["$ref"])},
            **{
                status: {"description": why, "content": _json("Error")}
                for status, why in REFUSALS.items()
            },
        },
    }


def _json(name: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _schema(value: Any) -> Any:
    """Return a schema of the discovery document with OpenAPI's own way of pointing to others."""
    if isinstance(value, list):
        return [_schema(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"#/components/schemas/{one}" if key == "$ref" else _schema(one)
        for key, one in value.items()
        if key != "id"
    }
