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
from assessment.report.renderers import pdf_report
from assessment.report.renderers.registry import FORMATS
from assessment.report.views.reports import focus


@require_safe
def download(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """A file of the report; 422 with the page of the plan for a plan that cannot be."""
    if kind not in FORMATS:
        raise Http404
    assessment = access.find_submitted(request, public_id)
    if not PlanForm.is_in(request.GET):
        gap_report = reading.report_of(assessment, focus=focus(request, assessment))
        return _file(public_id, gap_report, None, kind)
    asked = views.asked_of(assessment, request.GET)
    if not asked.form.is_valid():
        return views.page(request, asked)
    return _file(public_id, _report_with(assessment, asked), lambda: views.planned(asked), kind)


def _report_with(assessment: Assessment, asked: views.Asked) -> GapReport:
    """The report against the level of the plan."""
    level = asked.form.cleaned_data["level"]
    return reading.report_of(assessment, focus=level, answers=asked.inputs.given)


def _file(public_id: str, gap_report: GapReport, planned: Callable[[], LearningPlan] | None, kind: str) -> HttpResponse:
    """The name holds no words of the person's, so that nothing can hide in a header."""
    content_type, render_file = FORMATS[kind]
    what = "skillgap-plan" if planned else "skillgap"
    name = f"{what}-{gap_report.role.slug}-{gap_report.submitted_on}.{kind}"
    words = wording()

    def plan() -> LearningPlan | None:
        return planned() if planned else None

    if kind == "pdf":
        content = pdfs.pdf_of(public_id, lambda: pdf_report.source(gap_report, words, plan()))
    else:
        content = render_file(gap_report, words, plan())
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
