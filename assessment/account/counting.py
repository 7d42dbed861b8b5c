"""How often a network may send the forms of the accounts library, and guess: counted like everything else."""

import time
from collections.abc import Callable
from math import ceil

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from assessment import limits

GetResponse = Callable[[HttpRequest], HttpResponse]

# The forms that anybody may send, by the names of their addresses.
FORMS = {
    "account_login": "log_in",
    "provider_log_in": "log_in",
    "mfa_login_webauthn": "log_in",
    "account_signup": "sign_up",
    "account_reset_password": "reset",
    "account_reset_password_from_key": "reset",
}
# What the library itself limits, for an account or an address.
LIMITED = {
    "account_reset_password": "reset_password",
    "account_change_password": "change_password",
    "account_set_password": "change_password",
    "account_email": "manage_email",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
}


class Counted:
    """Counts those forms, and the links to an account that are none, and answers with the one 429."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return (_refused(request, "guess") if _is_guessed(request, response) else None) or response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        what = FORMS.get(_name(request)) if request.method == "POST" else None
        return _refused(request, what) if what else None


def _refused(request: HttpRequest, what: str) -> HttpResponse | None:
    """The one 429, when a network does something too often; nothing while it may."""
    try:
        limits.count(request, what, timezone.now())
    except limits.TooMany as refused:
        return limits.too_many(request, seconds=refused.seconds)
    return None


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _is_guessed(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a link that confirms an address or sets a new password was none."""
    context = response.context_data or {} if isinstance(response, TemplateResponse) else {}
    is_no_key = _name(request) == "account_confirm_email" and not context.get("confirmation")
    return bool(context) and (is_no_key or "token_fail" in context)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 429 of the library's own limits, with the time until the oldest of what it counted is forgotten."""
    key = request.POST.get("email", "").strip().lower() or None
    return limits.too_many(request, seconds=max(1, ceil(_end(request, key) - time.time())))


def _end(request: HttpRequest, key: str | None) -> float:
    ends = [time.time() + 60]
    for rate in ratelimit.get_rates(app="allauth.account", action=LIMITED.get(_name(request), "")):
        if rate.per == "key" and key is None:
            continue
        name = ratelimit.get_cache_key(
            request, app="allauth.account", action=LIMITED[_name(request)], rate=rate, key=key
        )
        history = cache.get(name, [])
        if len(history) >= rate.amount:
            ends.append(history[-1] + rate.duration)
    return max(ends[1:] or ends)
