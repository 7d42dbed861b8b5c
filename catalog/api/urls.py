"""The addresses of the API, each read only and open to other sites."""

from django.urls import URLPattern, path
from ninja import NinjaAPI

from catalog.api import views
from catalog.api.answers import answered
from catalog.api.versions import APIS


def _read_only(api: NinjaAPI) -> list[URLPattern]:
    """What ninja made of the operations, without its own page at the root."""
    return [
        URLPattern(each.pattern, answered(each.callback), name=each.name)
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name != "api-root"
    ]


app_name = "api"
urlpatterns = [
    path("api/", views.page, name="page"),
    path("api/openapi.json", answered(views.document), name="document"),
    *(path(place, (_read_only(api), None, None)) for place, api in APIS.items()),
]
