"""A story as schema.org has it, for search engines: NewsArticle and BreadcrumbList."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from dateline.pages import slots
from dateline.pages.models import Correction, NewsSettings, Story, Topic
from dateline.pages.pictures import ShownPicture
from dateline.pages.rendering import Rendered

# json.dumps leaves these as they are; inside a script element they could end it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
# IPTC's code for text that software cut from other text without changing what it says.
_CUT_BY_RULE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced"


def article_json_ld(
    request: HttpRequest,
    story: Story,
    newsroom: NewsSettings,
    rendered: Rendered,
    corrections: Sequence[Correction],
    pictures: Sequence[ShownPicture],
    topics: Sequence[Topic],
) -> SafeString:
    """Return the contents of the script element, safe inside HTML.

    Source: schema.org NewsArticle, CorrectionComment, BreadcrumbList.
    """
    url = request.build_absolute_uri(story.get_absolute_url())
    publisher = _publisher(request, newsroom)
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": story.headline[:110],
        "alternativeHeadline": story.subheadline or None,
        "datePublished": _time(story.published_at),
        "dateModified": _time(story.updated_at or story.published_at),
        "inLanguage": story.language,
        "articleSection": story.section.title if story.section else None,
        "keywords": [topic.label for topic in topics] or None,
        "wordCount": len(story.text.split()),
        "dateline": story.dateline_text or None,
        "locationCreated": _place(story.dateline_place),
        "author": _author(story, publisher),
        "publisher": publisher,
        "creditText": story.credit_line or None,
        "copyrightNotice": story.copyright_notice or None,
        "sourceOrganization": _organization(story.credit_line),
        "isBasedOn": story.original_url or None,
        "image": [_image(request, picture) for picture in pictures] or None,
        "isAccessibleForFree": True,
        "abstract": _abstract(rendered),
        "correction": [_correction(url, one) for one in corrections] or None,
        **slots.properties_of(story),
    }
    graph = [_without_empty(article), _breadcrumbs(request, story, url)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def _without_empty(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


def _time(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _place(name: str) -> dict[str, str] | None:
    return {"@type": "Place", "name": name} if name else None


def _organization(name: str) -> dict[str, str] | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def _author(story: Story, publisher: dict[str, Any]) -> dict[str, Any]:
    """Return the person named, else the agency: copy without a byline has no author to invent."""
    if story.byline:
        return {"@type": "Person", "name": story.byline}
    return _organization(story.credit_line) or publisher


def _publisher(request: HttpRequest, newsroom: NewsSettings) -> dict[str, Any]:
    site = newsroom.site if newsroom.site_id else None
    policies = {
        "correctionsPolicy": newsroom.corrections_policy,
    }
    return {
        "@type": "NewsMediaOrganization",
        "name": site.site_name if site else "Dateline",
        "url": request.build_absolute_uri("/"),
        "publishingPrinciples": request.build_absolute_uri(reverse("pages:how-we-check")),
        **{
            name: request.build_absolute_uri(page.get_url(request))
            for name, page in policies.items()
            if page
        },
    }


def _abstract(rendered: Rendered) -> Any:
    """Return the summary that the page shows, marked as what it is."""
    if not rendered.summary:
        return None
    text = " ".join(shown.line.text for shown in rendered.summary)
    if not all(shown.is_machine_drafted for shown in rendered.summary):
        return text
    return {"@type": "CreativeWork", "text": text, "digitalSourceType": _CUT_BY_RULE}


def _image(request: HttpRequest, picture: ShownPicture) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": request.build_absolute_uri(picture.largest.url),
            "width": picture.largest.width,
            "height": picture.largest.height,
            "caption": picture.caption or None,
            "creditText": picture.credit or None,
            "copyrightNotice": picture.copyright_notice or None,
        }
    )


def _correction(url: str, correction: Correction) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "text": correction.notice,
        "datePublished": correction.made_at.isoformat(),
        "correctedWork": {"@id": url},
    }


def _breadcrumbs(request: HttpRequest, story: Story, url: str) -> dict[str, Any]:
    steps: list[tuple[str, str]] = [("Home", request.build_absolute_uri("/"))]
    if story.section:
        steps.append((story.section.title, request.build_absolute_uri(story.section.get_url())))
    steps.append((story.headline, url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }
