"""The document of the API, and the same for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.api import pages
from catalog.api.document import document as made
from catalog.finished import finished, no_edition
from catalog.index import Digests


@finished(no_edition)
def document(request: HttpRequest, digests: Digests) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(made(), json_dumps_params={"ensure_ascii": False})


@require_safe
@finished(no_edition)
def page(request: HttpRequest, digests: Digests) -> HttpResponse:
    """What the API has, read from its document."""
    told = made()
    context = {
        "start": told["servers"][0]["url"].rstrip("/") + reverse("api:start"),
        "rules": [rule.replace("**", "") for rule in told["info"]["description"].split("\n\n")],
        "calls": pages.calls(told),
        "forms": pages.forms(told),
    }
    return render(request, "catalog/api.html", context)
