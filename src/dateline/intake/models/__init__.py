"""Sources, what arrived from them, and what should happen to it. Written only by services."""

from dateline.intake.models.routing import NearDuplicate, Notice, RoutingRule, SketchBand
from dateline.intake.models.source import PushReceipt, PushToken, Source, SourceMark
from dateline.intake.models.wire import PictureLink, WireChain, WireItem, WirePicture, WireRecord
from dateline.intake.models.work import Heartbeat, TaskFailure

__all__ = [
    "Heartbeat",
    "NearDuplicate",
    "Notice",
    "PictureLink",
    "PushReceipt",
    "PushToken",
    "RoutingRule",
    "SketchBand",
    "Source",
    "SourceMark",
    "TaskFailure",
    "WireChain",
    "WireItem",
    "WirePicture",
    "WireRecord",
]
