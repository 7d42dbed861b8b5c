"""Confirming an address: the key of the link is exchanged for the session once, and leaves the address of the page."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.views import ConfirmEmailView
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

HELD, CLEAN = "confirm_key", "link"


@method_decorator(never_cache, name="dispatch")
class Confirm(ConfirmEmailView):
    """The library's page. A key that fits nothing is told so where it is, without a session."""

    def dispatch(self, request: HttpRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
        if key == CLEAN:
            key = request.session.get(HELD, "")
        elif request.method == "GET" and EmailConfirmationHMAC.from_key(key):
            request.session[HELD] = key
            return redirect("account_confirm_email", key=CLEAN)
        self.kwargs["key"] = key
        answer: HttpResponse = super().dispatch(request, *args, key=key, **kwargs)
        return answer

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Once more is as good as once: the page that follows the first."""
        if _was_confirmed(self.kwargs["key"]):
            return redirect(get_adapter().get_email_verification_redirect_url(None))
        answer: HttpResponse = super().post(*args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_confirmed": _was_confirmed(self.kwargs["key"])}


def _was_confirmed(key: str) -> bool:
    """Whether a link is a good one whose address is confirmed by now."""
    try:
        days = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS
        pk = signing.loads(key, max_age=days * 24 * 3600, salt=app_settings.SALT)
    except signing.BadSignature:
        return False
    return bool(EmailAddress.objects.filter(pk=pk, verified=True).exists())
