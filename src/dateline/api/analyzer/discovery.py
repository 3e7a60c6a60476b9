"""The description Google's client libraries build themselves from.

Source: Google API Discovery Service, “Discovery document”; Perspective API, methods and models.
"""

from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_INT32: Schema = {"type": "integer", "format": "int32"}
_NUMBER: Schema = {"type": "number", "format": "float"}
_SCORE_TYPE: Schema = {
    "type": "string",
    "enum": ["SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW"],
}


def _method(name: str, schema: str, description: str) -> Schema:
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": f"v1alpha1/comments:{name}",
        "flatPath": f"v1alpha1/comments:{name}",
        "httpMethod": "POST",
        "description": description,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{schema}Request"},
        "response": {"$ref": f"{schema}Response"},
    }


METHODS = {
    "analyze": _method("analyze", "AnalyzeComment", "Scores a comment."),
    "suggestscore": _method(
        "suggestscore", "SuggestCommentScore", "Says how a person would score it."
    ),
}


def discovery_document(base_url: str) -> dict[str, Any]:
    """Return the document of a service that answers below `base_url`, without a final slash."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": "commentanalyzer:v1alpha1",
        "name": "commentanalyzer",
        "canonicalName": "Comment Analyzer",
        "version": "v1alpha1",
        "revision": "1",
        "title": "Comment Analyzer",
        "description": "Scores comments on the newsroom's own machine.",
        "protocol": "rest",
        "rootUrl": f"{base_url}/",
        "baseUrl": f"{base_url}/",
        "servicePath": "",
        "basePath": "",
        "batchPath": "batch",
        "parameters": {
            "key": {"type": "string", "location": "query", "description": "API key."},
            "alt": {"type": "string", "location": "query", "default": "json", "enum": ["json"]},
            "fields": {"type": "string", "location": "query"},
            "prettyPrint": {"type": "boolean", "location": "query", "default": "true"},
            "quotaUser": {"type": "string", "location": "query"},
        },
        "resources": {"comments": {"methods": METHODS}},
        "schemas": schemas(),
    }


def _object(name: str, **properties: Schema) -> Schema:
    return {"id": name, "type": "object", "properties": properties}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _map(name: str) -> Schema:
    return {"type": "object", "additionalProperties": {"$ref": name}}


def schemas() -> dict[str, Schema]:
    """Return the messages of both methods by name."""
    entry, context = {"$ref": "TextEntry"}, {"$ref": "Context"}
    found = (
        _object("TextEntry", text=_TEXT, type=_TEXT),
        _object("ArticleAndParentComment", article=entry, parentComment=entry),
        _object(
            "Context",
            entries=_list(entry),
            articleAndParentComment={"$ref": "ArticleAndParentComment"},
        ),
        _object("Score", value=_NUMBER, type=_SCORE_TYPE),
        _object("SpanScore", begin=_INT32, end=_INT32, score={"$ref": "Score"}),
        _object(
            "AttributeScores",
            summaryScore={"$ref": "Score"},
            spanScores=_list({"$ref": "SpanScore"}),
        ),
        _object("AttributeParameters", scoreType=_SCORE_TYPE, scoreThreshold=_NUMBER),
        _object(
            "AnalyzeCommentRequest",
            comment=entry,
            context=context,
            requestedAttributes=_map("AttributeParameters"),
            spanAnnotations={"type": "boolean"},
            languages=_list(_TEXT),
            doNotStore={"type": "boolean"},
            clientToken=_TEXT,
            sessionId=_TEXT,
            communityId=_TEXT,
        ),
        _object(
            "AnalyzeCommentResponse",
            attributeScores=_map("AttributeScores"),
            languages=_list(_TEXT),
            detectedLanguages=_list(_TEXT),
            clientToken=_TEXT,
        ),
        _object(
            "SuggestCommentScoreRequest",
            comment=entry,
            context=context,
            attributeScores=_map("AttributeScores"),
            languages=_list(_TEXT),
            communityId=_TEXT,
            clientToken=_TEXT,
            sessionId=_TEXT,
        ),
        _object(
            "SuggestCommentScoreResponse",
            clientToken=_TEXT,
            detectedLanguages=_list(_TEXT),
            requestedLanguages=_list(_TEXT),
        ),
    )
    return {schema["id"]: schema for schema in found}
