"""The report as a file, with the shortest way to its level or, with the plan page's own query, with that plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessment import access
from assessment.models import Assessment
from assessment.plan import views
from assessment.plan.core.planning import LearningPlan
from assessment.plan.forms import PlanForm
from assessment.report import reading
from assessment.report.core.report import GapReport
from assessment.report.reading import wording
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
        return _file(gap_report, None, kind)
    asked = views.asked_of(assessment, request.GET)
    if not asked.form.is_valid():
        return views.page(request, asked)
    return _file(_report_with(assessment, asked), views.planned(asked), kind)


def _report_with(assessment: Assessment, asked: views.Asked) -> GapReport:
    """The report against the level of the plan."""
    level = asked.form.cleaned_data["level"]
    return reading.report_of(assessment, focus=level, answers=asked.inputs.given)


def _file(gap_report: GapReport, learning_plan: LearningPlan | None, kind: str) -> HttpResponse:
    """The name holds no words of the person's, so that nothing can hide in a header."""
    content_type, render_file = FORMATS[kind]
    what = "skillgap-plan" if learning_plan else "skillgap"
    name = f"{what}-{gap_report.role.slug}-{gap_report.submitted_on}.{kind}"
    return HttpResponse(
        render_file(gap_report, wording(), learning_plan),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
