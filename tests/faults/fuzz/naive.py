"""A careless site, as a control of the list of requests: it takes what comes, as one writes it who tries a thing out."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import re_path

from assessment.models import Answer


def naive(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    told = json.loads(request.body) if request.method == "POST" else asked.dict()
    found = Answer.objects.filter(evidence=told.get("evidence", ""), step=told.get("step"))
    if "level" in asked:
        found = found.filter(rev=int(asked["level"]))
    return JsonResponse({"found": found.count(), "rev": f"{float(told.get('rev') or 0):.1f}"})


urlpatterns = [re_path("", naive)]
