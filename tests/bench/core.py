"""P6: scoring without a server."""

import json
import statistics
import time

from assessment.report.core import report as reports
from tests.blueprint import ROLE, compiled, random_answers


def people(count: int) -> str:
    """Seeded random people as `score_answers` reads them."""
    return json.dumps(
        [
            {
                "role": ROLE,
                "answers": {
                    slug: {"step": answer.step, "unsure": answer.unsure, "evidence": answer.evidence}
                    for slug, answer in random_answers(seed).items()
                },
            }
            for seed in range(count)
        ]
    )


def score_one() -> list[tuple[str, str, str, bool]]:
    """Everything a report needs of one person: all levels, intervals, margins, gaps."""
    everybody = [random_answers(seed) for seed in range(200)]
    role = compiled()
    reports.build(role, everybody[0])
    times = []
    for _ in range(5):
        start = time.process_time()
        for answers in everybody:
            reports.build(role, answers)
        times.append((time.process_time() - start) / len(everybody) * 1000)
    middle = statistics.median(times)
    return [("P6 score one person", "≤ 1 ms", f"{middle:.2f} ({min(times):.2f}–{max(times):.2f}) ms", middle <= 1)]
