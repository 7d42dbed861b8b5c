"""The way to the identity provider and back, and the page of an account's connection to it. 404 where there is none."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import flows
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from requests import RequestException

from assessment.account.oidc import session
from assessment.account.oidc.adapter import AGAIN
from assessment.account.oidc.provider import Exchange

View = Callable[..., HttpResponse]


def _where_there_is_one(view: View) -> View:
    @never_cache
    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        if settings.OIDC is None:
            raise Http404
        return view(request)

    return found


@_where_there_is_one
@require_POST
def log_in(request: HttpRequest) -> HttpResponse:
    """The button on the log-in page."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    return _go(request, "login")


@_where_there_is_one
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people: with a code to ask it who they are, or with what went wrong."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Exchange(request, settings.OIDC.url))(request)
    return answer


@_where_there_is_one
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Show again who you are, at the provider, for those who log in there: it has to ask anew."""
    if not session.connected(request.user).exists():
        raise Http404
    if request.method == "POST":
        return _go(request, AGAIN, auth_params={"prompt": "login", "max_age": "0"}, began=time.time())
    return render(request, "account/provider/again.html", {"provider": settings.OIDC, "next": _onward(request)})


@_where_there_is_one
@login_required
@require_safe
def connection(request: HttpRequest) -> HttpResponse:
    return _connection(request)


def _connection(request: HttpRequest, *, trouble: str = "", status: int = 200) -> HttpResponse:
    context = {"provider": settings.OIDC, "connected": session.connected(request.user).exists(), "trouble": trouble}
    return render(request, "account/provider/connection.html", context, status=status)


@_where_there_is_one
@login_required
@require_POST
@reauthentication_required
def connect(request: HttpRequest) -> HttpResponse:
    """Let this account be opened by the provider, too."""
    return _go(request, "connect")


@_where_there_is_one
@login_required
@require_POST
@reauthentication_required
def disconnect(request: HttpRequest) -> HttpResponse:
    """End that, unless nothing else would open the account."""
    for account in session.connected(request.user):
        try:
            flows.connect.validate_disconnect(request, account)
        except ValidationError as error:
            return _connection(request, trouble=" ".join(error.messages), status=422)
        flows.connect.disconnect(request, account)
    return redirect("provider_connection")


def _go(request: HttpRequest, process: str, **more: Any) -> HttpResponse:
    """A page that leads on to the provider at once. Not a redirect: our policy lets forms lead to ourselves alone."""
    provider = get_adapter(request).get_provider(request, settings.OIDC.url)
    onward: HttpResponse
    try:
        onward = provider.redirect(request, process, _onward(request), **more)
    except (OAuth2Error, RequestException) as error:
        try:
            get_adapter(request).on_authentication_error(request, provider, exception=error)
        except ImmediateHttpResponse as answer:
            return cast(HttpResponse, answer.response)
        raise
    address = onward.headers.get("Location")
    if address is None:  # the library had trouble and made its page
        return onward
    return render(request, "account/provider/onward.html", {"address": address, "provider": settings.OIDC})


def _onward(request: HttpRequest) -> str | None:
    onward: str | None = get_next_redirect_url(request)
    return onward
