"""The beacon a story page sends once it has been looked at for a second."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dateline.pages import clock, counting, selectors
from dateline.pages.services.counting import Hit
from dateline.pages.visitors import client_address


@csrf_exempt  # nothing is changed that belongs to anybody
@require_POST
def seen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Count a reader of a public story. The answer is always the same, and empty."""
    now = clock.now()
    agent = request.headers.get("User-Agent", "")
    is_from_page = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_prefetch = "prefetch" in request.headers.get("Sec-Purpose", "")
    if is_from_page and not is_prefetch and not counting.is_program(agent):
        story_id = selectors.public_story_id(public_id, now)
        if story_id is not None:
            reader = counting.reader_hash(
                story_id=story_id, address=client_address(request), user_agent=agent, now=now
            )
            counting.gather(Hit(story_id, reader))
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response
