from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from catalog.admin import lifecycle
from catalog.admin.health import health_page
from catalog.admin.public import address_of
from catalog.admin.publishing import may_publish, publish_page
from catalog.editing.looked_at import LookedAt
from catalog.models import Edition, Framework

Page = Callable[..., HttpResponse]
PAGES: tuple[tuple[str, str, Page], ...] = (
    ("<int:pk>/current/", "make_current", lifecycle.current_page),
    ("<int:pk>/withdraw/", "withdraw", lifecycle.withdraw_page),
    ("<int:pk>/note/", "annotate", lifecycle.note_page),
    ("<int:pk>/restore/", "restore", lifecycle.restore_page),
    ("draft/<int:pk>/", "bring_back", lifecycle.bring_back_page),
    ("compare/", "compare", lifecycle.compare_page),
)


@admin.register(Edition)
class EditionAdmin(LookedAt):
    """Editions can be looked at and made, never changed; what becomes of them is told beside them."""

    view_on_site = staticmethod(address_of)
    list_display = ["called", "framework", "state", "published_at", "published_by", "short_digest"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["label", "digest"]
    ordering = ["-pk"]
    readonly_fields = ["label", "framework", "published_at", "published_by", "notes", "digest"]
    change_form_template = "admin/catalog/edition/change_form.html"
    change_list_template = "admin/catalog/edition/change_list.html"

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return lifecycle.with_state(super().get_queryset(request).defer("payload"))

    @admin.display(description=gettext_lazy("label"), ordering="label")
    def called(self, edition: Edition) -> str:
        return lifecycle.name_of(edition)

    @admin.display(description=gettext_lazy("state"))
    def state(self, edition: Edition) -> str:
        return lifecycle.state_of(edition)

    @admin.display(description=gettext_lazy("digest"), ordering="digest")
    def short_digest(self, edition: Edition) -> str:
        return edition.digest[:12]

    def get_urls(self) -> list[URLPattern]:
        publish = path("publish/<int:pk>/", self.admin_site.admin_view(self.publish), name="catalog_edition_publish")
        health = path("health/<int:pk>/", self.admin_site.admin_view(self.health), name="catalog_edition_health")
        return [publish, health, *(self._path(*each) for each in PAGES), *super().get_urls()]

    def _path(self, route: str, name: str, page: Page) -> URLPattern:
        def view(request: HttpRequest, **place: int) -> HttpResponse:
            return page(self, request, **place)

        return path(route, self.admin_site.admin_view(view), name=f"catalog_edition_{name}")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        edition = self.get_object(request, unquote(object_id))
        story = {"may_publish": may_publish(request), **(lifecycle.story_of(edition) if edition else {})}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **story})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"frameworks": Framework.objects.order_by("name"), "may_publish": may_publish(request)}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def health(self, request: HttpRequest, pk: int) -> HttpResponse:
        return health_page(self, request, pk)

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publish_page(self, request, pk)
