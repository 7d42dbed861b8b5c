"""The files that a report can be: ending → content type and renderer."""

from collections.abc import Callable

from assessment.core.report import GapReport
from assessment.renderers import csv_report, json_report, pdf_report, xlsx_report
from assessment.renderers.wording import Wording

Renderer = Callable[[GapReport, Wording], bytes]

FORMATS: dict[str, tuple[str, Renderer]] = {
    "pdf": ("application/pdf", pdf_report.render),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_report.render),
    "csv": ("text/csv; charset=utf-8", csv_report.render),
    "json": ("application/json", lambda report, _wording: json_report.render(report)),
}
