"""Pages of our own below the admin of a model."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from catalog.editing.typed import ModelAdmin

View = Callable[..., HttpResponse]


def route(admin: ModelAdmin, address: str, view: View, name: str) -> URLPattern:
    """An address below those of an admin, for who may log in there. The view gets the admin, the request, and what the
    address holds."""

    def entered(request: HttpRequest, **named: Any) -> HttpResponse:
        return view(admin, request, **named)

    full = f"{admin.opts.app_label}_{admin.opts.model_name}_{name}"
    return path(address, admin.admin_site.admin_view(entered), name=full)


def posted(view: View) -> View:
    """A view that only takes forms."""

    @require_POST
    def answered(request: HttpRequest, admin: ModelAdmin, **named: Any) -> HttpResponse:
        return view(admin, request, **named)

    return lambda admin, request, **named: answered(request, admin, **named)


def may_look_at(admin: ModelAdmin, request: HttpRequest, row: Any = None) -> None:
    """Raises PermissionDenied for who may see no such row."""
    if not admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
