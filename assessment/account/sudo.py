"""Before what hurts staff show again who they are, unless they have just done so. Their form waits for it."""

import re
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import stash_and_reauthenticate
from allauth.core.internal.httpkit import deserialize_request, serialize_request
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve

from assessment.account.oidc.session import METHOD

# What visitors see at once, what cannot be taken back by one press, and who may do what. By the names of addresses.
HURTS = re.compile(
    r"""admin:(
        catalog_edition_(publish | make_current | withdraw | restore | bring_back)
      | catalog_framework_import_(apply | undo)
      | catalog_(framework | vocabulary)_delete
      | assessment_assessment_delete
      | auth_(user | group)_(add | change | delete | password_change)
      | mfa_authenticator_delete
    )""",
    re.VERBOSE,
)
# Lists delete what is ticked in them, of these models.
LISTS = re.compile(
    r"admin:(catalog_framework|catalog_vocabulary|assessment_assessment|auth_user|auth_group|mfa_authenticator)_changelist"
)
# What takes data away as a file: asked for by a link.
TAKES = re.compile(r"admin:catalog_framework_export_file")
# Forms that edit a draft, and hide something from visitors at once where this box is ticked.
HIDES = {"admin:catalog_framework_change": "is_hidden", "admin:catalog_role_change": "hidden"}
# By these somebody shows who they are. A log-in by the provider alone may be one from this morning.
SHOWN = {"password", "mfa"}


class Detour(HttpResponseRedirect):
    """To a question first: nothing is done yet, so the form may be sent again (config/presses.py)."""

    may_be_repeated = True


def hurts(request: HttpRequest) -> bool:
    """Whether a request would do something that staff are asked for again."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if request.method != "POST":
        return bool(TAKES.fullmatch(name))
    if name in HIDES:
        return HIDES[name] in request.POST
    return bool(HURTS.fullmatch(name) or (LISTS.fullmatch(name) and "post" in request.POST))


def must_ask(request: HttpRequest) -> bool:
    """Whether it would, and nobody has shown in the last STAFF_SUDO_MINUTES who they are. On this machine none is asked."""
    return settings.STAFF_NEED_SECOND_FACTOR and hurts(request) and not was_shown(request)


def was_shown(request: HttpRequest) -> bool:
    user = request.user if isinstance(request.user, User) else None
    times = [
        record["at"]
        for record in get_authentication_records(request, user)
        if record.get("method") in SHOWN or (record.get("method") == METHOD and record.get("reauthenticated"))
    ]
    return bool(times) and 0 <= time.time() - max(times) < settings.STAFF_SUDO_MINUTES * 60


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks; what was sent is done afterwards, as it was typed.

    Raises PermissionDenied for who has no way to show it: no password, no second factor, no provider.
    """
    if not get_adapter().get_reauthentication_methods(request.user):
        raise PermissionDenied
    state = {"request": serialize_request(request)}
    return Detour(stash_and_reauthenticate(request, state, f"{__name__}.{resume.__name__}").url)


def resume(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """Do what waited, as if it had just been sent."""
    waited = deserialize_request(state["request"], request)
    match = waited.resolver_match = resolve(waited.path_info)
    answer: HttpResponse = match.func(waited, *match.args, **match.kwargs)
    return answer
