"""Where those who find a fault look for whom to tell (RFC 9116)."""

from datetime import UTC, timedelta
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

# It is made anew for each who asks, from the setting of today, so it is good for as long as anybody may keep it.
GOOD_FOR = timedelta(days=30)
POLICY = Path(settings.BASE_DIR) / "SECURITY.md"
PLAIN = "text/plain; charset=utf-8"


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell, until when that holds, and what we promise. 404 where CONTACT names nobody."""
    if not settings.CONTACT:
        raise Http404
    contact = settings.CONTACT if ":" in settings.CONTACT else f"mailto:{settings.CONTACT}"
    midnight = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {(midnight + GOOD_FOR).isoformat()}",
        f"Canonical: {_whole('security-txt')}",
        *([f"Policy: {_whole('security-policy')}"] if POLICY.is_file() else []),
        "Preferred-Languages: en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security_policy(request: HttpRequest) -> HttpResponse:
    """What we promise, as it comes with the code. 404 where it was not brought along, or CONTACT names nobody."""
    if not settings.CONTACT or not POLICY.is_file():
        raise Http404
    return HttpResponse(POLICY.read_text(), content_type=PLAIN)


def _whole(name: str) -> str:
    return settings.SITE_ADDRESS + reverse(f"assessment:{name}")
