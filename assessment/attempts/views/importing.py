"""Taking in a JSON report of ours. A dry run first, which stores nothing; then the same content again, to be kept."""

from datetime import datetime, time
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.access import SeeOther
from assessment.attempts import actions
from assessment.attempts.core import report_file
from assessment.attempts.core.report_file import FileInvalid, Fit, ReportFile
from assessment.attempts.forms import ImportForm
from assessment.attempts.views.start import opened
from assessment.models import Assessment
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import RULES_VERSION
from catalog import editions, index


class Candidate(NamedTuple):
    """A file with the edition that would score it, and what of it fits there."""

    file: ReportFile
    edition_id: int
    compiled: CompiledRole
    fit: Fit
    is_own_edition: bool


@require_http_methods(["GET", "HEAD", "POST"])
def import_report(request: HttpRequest) -> HttpResponse:
    """A file gets a dry run; `content`, which the dry run hands out, is stored as an attempt of this browser."""
    if request.method != "POST":
        return _page(request, ImportForm())
    content = request.POST.get("content", "").encode()
    if not content:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, form, status=422)
        content = form.cleaned_data["file"].read()
    try:
        candidate = _candidate(content)
    except FileInvalid as invalid:
        return _page(request, ImportForm(), trouble=_why(invalid), status=422)
    had = _had(request, candidate)
    if "content" in request.POST:
        return _store(request, candidate, had)
    return render(request, "assessment/attempts/import_check.html", {**_context(candidate), "had": had})


def _page(request: HttpRequest, form: ImportForm, *, trouble: str = "", status: int = 200) -> HttpResponse:
    return render(request, "assessment/attempts/import.html", {"form": form, "trouble": trouble}, status=status)


def _candidate(content: bytes) -> Candidate:
    """Read a file and find what scores it: its own edition where this installation has it, else the current one of
    the same framework. Raises FileInvalid."""
    file = report_file.read(content)
    role, digest = file["role"], file["edition"]["digest"]
    own = editions.find_id(digest)
    if own is not None and role in editions.load(digest).role:
        edition_id = own
    else:
        current = index.roles().filter(framework__slug=file["edition"]["framework"], slug=role).first()
        if current is None:
            raise FileInvalid("role_unknown", role)
        edition_id, digest, own = current.edition.pk, current.edition.digest, None
    compiled = reading.compiled(digest, role)
    fit = report_file.fit(file, compiled)
    if not fit.taken:
        raise FileInvalid("nothing_fits")
    return Candidate(file, edition_id, compiled, fit, own is not None)


def _had(request: HttpRequest, candidate: Candidate) -> Assessment | None:
    """The attempt that holds the same report already, among those of this browser and account."""
    file = candidate.file
    day = report_file.day_of(file, timezone.localdate())
    for each in access.mine(request):
        if (
            each.submitted_at is not None
            and (each.edition_id, each.role, each.person_name)
            == (candidate.edition_id, file["role"], file["person_name"])
            and day in {None, timezone.localdate(each.submitted_at)}
            and each.named == candidate.fit.main
            and reading.given_in(each)[0] == candidate.fit.taken
        ):
            return each
    return None


def _store(request: HttpRequest, candidate: Candidate, had: Assessment | None) -> HttpResponse:
    """Keep it as an attempt, once: what is here already is shown instead."""
    at = timezone.now()
    limits.count(request, "start", at)
    if had is not None:
        return SeeOther(reverse("assessment:report", args=[had.public_id]))
    target = candidate.file.get("target") or ""
    day = report_file.day_of(candidate.file, timezone.localdate(at))
    assessment, secret = actions.import_attempt(
        edition_id=candidate.edition_id,
        role=candidate.file["role"],
        target=target if target in candidate.compiled.role.level else "",
        person_name=candidate.file["person_name"],
        main=candidate.fit.main,
        answers=candidate.fit.taken,
        submitted_at=timezone.make_aware(datetime.combine(day, time())) if day else at,
        owner_id=access.user_id(request),
        at=at,
    )
    return opened(request, reverse("assessment:report", args=[assessment.public_id]), assessment, secret)


def _context(candidate: Candidate) -> dict[str, Any]:
    day = report_file.day_of(candidate.file, timezone.localdate())
    skills = candidate.compiled.snapshot.skill
    return {
        "candidate": candidate,
        "role": candidate.compiled.role,
        "language": candidate.compiled.language,
        "label": candidate.file["edition"]["label"],
        "rules_then": report_file.RULES_OF[candidate.file["format"]],
        "rules_version": RULES_VERSION,
        "content": report_file.write(candidate.file),
        "day": date_format(day, "DATE_FORMAT") if day else "",
        "name": candidate.file["person_name"],
        "has_last_used": any(answer.get("last_used") for answer in candidate.file["answers"].values()),
        "left": [
            {"name": skills[slug].name if slug in skills else slug, "code": code} for slug, code in candidate.fit.left
        ],
    }


def _why(invalid: FileInvalid) -> str:
    """What is wrong with a file, in a sentence."""
    return {
        "not_text": gettext("This is no text file. Choose the JSON file that you downloaded from a report."),
        "not_json": gettext("This file is not JSON, or it was cut off. Download the report as JSON once more."),
        "not_report": gettext("This is JSON, but no Skillgap report. Choose the JSON file of a report."),
        "sample": gettext("This is the sample report of a made-up person, so there is nothing of yours in it."),
        "newer": gettext("This report is from a newer Skillgap than this site, which cannot read it yet."),
        "bad_field": gettext("The file does not hold what a report holds at “%s”, so nothing was taken."),
        "duplicate_key": gettext("The file says something twice, so we cannot tell which of the two counts."),
        "role_unknown": gettext("The report is about the role “%s”, which is not offered here."),
        "nothing_fits": gettext("None of the answers in this file belongs to a question that is asked here."),
    }[invalid.code].replace("%s", invalid.place[:80])
