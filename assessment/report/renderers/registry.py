"""The files that a report can be: ending → content type and renderer."""

from collections.abc import Callable

from assessment.plan.core.planning import LearningPlan
from assessment.report.core.report import GapReport
from assessment.report.renderers import csv_report, json_report, pdf_report, xlsx_report
from assessment.report.renderers.wording import Wording

# With the plan that somebody asked for, or with the shortest way to the level in focus.
Renderer = Callable[[GapReport, Wording, LearningPlan | None], bytes]

FORMATS: dict[str, tuple[str, Renderer]] = {
    "pdf": ("application/pdf", pdf_report.render),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_report.render),
    "csv": ("text/csv; charset=utf-8", csv_report.render),
    "json": ("application/json", lambda report, _wording, learning_plan: json_report.render(report, learning_plan)),
}
