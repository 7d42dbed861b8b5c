"""P6: scoring and planning without a server."""

import json
import statistics
import time

from assessment.plan.core import plan as plans
from assessment.report.core import report as reports
from assessment.report.core.elsewhere import elsewhere
from tests import three_roles
from tests.assessment import personas
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


def all_roles() -> list[tuple[str, str, str, bool]]:
    """One set of answers against three roles of 50 skills, all levels of each as ranges."""
    own, *others = three_roles.compiled()
    everybody = [random_answers(seed) for seed in range(200)]
    elsewhere(own, others, everybody[0], "")
    times = []
    for _ in range(5):
        start = time.process_time()
        for answers in everybody:
            elsewhere(own, others, answers, "")
        times.append((time.process_time() - start) / len(everybody) * 1000)
    middle = statistics.median(times)
    return [
        ("P6 one person, three roles", "≤ 5 ms", f"{middle:.2f} ({min(times):.2f}–{max(times):.2f}) ms", middle <= 5)
    ]


def plan_one() -> list[tuple[str, str, str, bool]]:
    """The shortest way of each of 300 people to each level."""
    graph = compiled().graph
    times = []
    for have in [personas.have(seed) for seed in range(personas.PEOPLE)]:
        for level in range(len(graph.rules.levels)):
            start = time.process_time()
            plans.shortest(graph, level, have)
            times.append((time.process_time() - start) * 1000)
    middle = statistics.median(times)
    return [("P6 shortest way, median", "< 50 ms", f"{middle:.2f} (at most {max(times):.2f}) ms", middle < 50)]
