"""The page on which anybody checks a report. Nothing that is brought is stored, and nobody's words are shown but those in
the file that was brought."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from assessment import fragments, limits
from assessment.answering.page_saving import may_be_repeated
from assessment.models import Assessment
from assessment.report import reading as report_reading
from assessment.report.views.reports import level_row
from assessment.signing import reading
from assessment.signing.core import signatures
from assessment.verifying.forms import CodeForm, FileForm
from catalog import editions


@may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The forms, and what a file or a code is: 200 for a report as it was made here, 422 for anything else."""
    if request.method != "POST":
        return _page(request)
    limits.count(request, "verify", timezone.now())
    return _by_code(request) if "code" in request.POST else _by_file(request)


def _by_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form, status=422)
    checked = signatures.check(form.cleaned_data["file"].read(), reading.public_keys())
    if checked.state != signatures.GOOD:
        return _page(request, {"state": checked.state}, status=422)
    return _page(request, {"state": checked.state, **_told(checked.document)})


def _by_code(request: HttpRequest) -> HttpResponse:
    """A code that is none counts as a guess: there are 2^115 of them, and no network may try many."""
    form, now = CodeForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, code_form=form, status=422)
    limits.refuse_beyond(request, "guess", now)
    found = reading.by_code(form.cleaned_data["code"])
    if found is None:
        limits.count(request, "guess", now)
        return _page(request, {"state": "unknown_code"}, code_form=form, status=422)
    return _page(request, {"state": "good_code", **_figures(found)})


def _page(
    request: HttpRequest,
    result: Mapping[str, Any] | None = None,
    *,
    file_form: FileForm | None = None,
    code_form: CodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"result": result, "file_form": file_form or FileForm(), "code_form": code_form or CodeForm()}
    return render(request, "assessment/verifying/verify.html", context, status=status)


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of a file that we signed, so that its shape is ours."""
    digest, day = document["edition"]["digest"], date.fromisoformat(document["submitted_on"])
    found = editions.find_id(digest)
    return {
        "role": document["role_name"],
        "language": editions.load(digest).framework.language if found is not None else "",
        "day": date_format(day, "DATE_FORMAT"),
        "name": document["person_name"],
        "label": document["edition"]["label"],
        "digest": digest if found is not None else "",
    }


def _figures(assessment: Assessment) -> dict[str, Any]:
    """What is shown by a code: the figures of the first page, to compare with the paper. No name and no answer."""
    report, words = report_reading.report_of(assessment), report_reading.wording()
    return {
        "role": report.role.name,
        "language": report.compiled.language,
        "day": words.submitted_day(report),
        "label": report.edition_label,
        "digest": report.compiled.digest,
        "levels": fragments.joined(level_row(report, level, words) for level in report.levels),
    }


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys whose signatures are believed here, today's first, as a JSON Web Key Set (RFC 7517)."""
    found = [{"kid": name, **key.as_jwk()} for name, key in reading.public_keys().items()]
    response = JsonResponse({"keys": found}, json_dumps_params={"indent": 2})
    response.headers["Cache-Control"] = "public, max-age=3600"
    # Others check reports on pages of their own.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
