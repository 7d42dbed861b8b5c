"""The report as a file, with the shortest way to its level or, with the plan page's own query, with that plan."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessment import access
from assessment.models import Assessment
from assessment.plan import views
from assessment.plan.core.planning import LearningPlan
from assessment.plan.forms import PlanForm
from assessment.report import pdfs, reading
from assessment.report.core.report import GapReport
from assessment.report.reading import wording
from assessment.report.renderers import json_report, pdf_report
from assessment.report.renderers.registry import FORMATS
from assessment.report.views.reports import focus
from assessment.signing.core.signatures import Signature
from assessment.signing.reading import signer


@require_safe
def download(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """A file of the report; a PDF as long as `?pages=1` or `?annex=1` say. 422 with the page of the plan for a plan that cannot be."""
    if kind not in FORMATS:
        raise Http404
    assessment = access.find_submitted(request, public_id)
    if not PlanForm.is_in(request.GET):
        gap_report = reading.report_of(assessment, focus=focus(request, assessment))
        return file(public_id, gap_report, None, kind, extent(request), signer(assessment))
    asked = views.asked_of(assessment, request.GET)
    if not asked.form.is_valid():
        return views.page(request, asked)
    gap_report = _report_with(assessment, asked)
    return file(public_id, gap_report, lambda: views.planned(asked), kind, extent(request), signer(assessment))


def _report_with(assessment: Assessment, asked: views.Asked) -> GapReport:
    """The report against the level of the plan, for the main field that it is made for."""
    inputs, level = asked.inputs, asked.form.cleaned_data["level"]
    return reading.report_of(assessment, focus=level, answers=inputs.given, main=inputs.compiled.main)


def extent(request: HttpRequest) -> pdf_report.Extent:
    """How much of the PDF is asked for: `?pages=1` the first page alone, `?annex=1` all of it."""
    if request.GET.get("pages") == "1":
        return pdf_report.SUMMARY
    return pdf_report.ANNEX if request.GET.get("annex") == "1" else pdf_report.REPORT


def file(
    whose: str,
    gap_report: GapReport,
    planned: Callable[[], LearningPlan] | None,
    kind: str,
    long: pdf_report.Extent,
    sign: Callable[[bytes], Signature] | None = None,
) -> HttpResponse:
    """The report in a format. `whose` it is, its PDFs are counted for; `long` is how much of them is wanted; `sign` signs
    the JSON.

    The name holds no words of the person's, so that nothing can hide in a header.
    """
    content_type, render_file = FORMATS[kind]
    what = "skillgap-plan" if planned else "skillgap-sample" if gap_report.is_sample else "skillgap"
    name = f"{what}-{gap_report.role.slug}-{gap_report.submitted_on}.{kind}"
    words = wording()

    def plan() -> LearningPlan | None:
        return planned() if planned else None

    if kind == "pdf":
        content = pdfs.pdf_of(whose, lambda: pdf_report.source(gap_report, words, plan(), long))
    elif kind == "json":
        content = json_report.render(gap_report, plan(), sign)
    else:
        content = render_file(gap_report, words, plan())
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
