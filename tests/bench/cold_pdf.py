"""Prints how long the first PDF of a fresh process takes, in ms, without the imports that a server has long done."""

import time

from assessment.report.core import report as reports
from assessment.report.renderers import pdf_report
from assessment.report.renderers.wording import Wording
from tests.blueprint import compiled, random_answers


def main() -> None:
    report = reports.build(compiled(), random_answers(2), person_name="Zoë Ångström", submitted_on="2026-11-23")
    words = Wording(lambda text: text, lambda one, many, count: one if count == 1 else many)
    start = time.perf_counter()
    pdf_report.render(report, words)
    print((time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main()
