"""A CASE package of some 4 MB with 600 items and 3,400 associations, brought in and applied in a database of its own.

Prints as JSON what it takes, in s of the clock, and the most memory of this process and of the one that read it, in MB.
"""

import json
import resource
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from catalog.core import snapshot as s  # noqa: E402
from catalog.exchange import importing  # noqa: E402
from catalog.exchange.core.formats import case  # noqa: E402
from catalog.exchange.core.gathering import POLICY  # noqa: E402
from catalog.models import FileImport  # noqa: E402
from tests.bench.large import NOW, sentence  # noqa: E402

AREAS, SKILLS, ASKED, LEVELS, STEPS = 25, 570, 460, 5, 4


def skill(number: int) -> s.Skill:
    anchors = tuple(s.Anchor(step, f"I {sentence()}.", "") for step in range(STEPS))
    needs = (s.Prerequisite(2, f"skill-{number - 1}", 1),) if number % 40 else ()
    return s.Skill(
        f"skill-{number}", f"area-{number % AREAS}", f"{number}", f"Skill {number}", sentence(), number, "", 100, "", "",
        sentence(), (), (), False, False, anchors, needs, (),
    )  # fmt: skip


def package() -> bytes:
    """The package, as we write it: what is in it beside comes from our own extension, as little as possible."""
    skills = tuple(map(skill, range(SKILLS)))
    levels = tuple(
        s.RoleLevel(
            f"level-{rank}", rank, "", f"Level {rank}", (), (), (), (),
            tuple(s.Requirement(each.slug, min(3, rank), "essential") for each in skills[:ASKED]),
        )
        for rank in range(1, LEVELS + 1)
    )  # fmt: skip
    framework = s.Framework("heavy", "7d3d2c1b-0000-4000-8000-000000000001", "Heavy", "", "", "en", "", "", "", "")
    return case.write(
        s.Snapshot(
            s.SCHEMA, framework, POLICY,
            tuple(s.Step(value, f"Step {value}", "Is so.", 10) for value in range(STEPS)), (),
            tuple(s.Area(f"area-{number}", f"Area {number}", "", number) for number in range(AREAS)),
            skills, (s.Role("role", "Role", "", "", (), levels, (), ()),), (),
        )
    )  # fmt: skip


def seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def main() -> None:
    call_command("migrate", verbosity=0)
    data = package()
    value = json.loads(data)
    row = importing.bring(name="heavy.json", data=data, slug="heavy", title="Heavy", by="rose", at=NOW)
    row.save()
    found = {
        "bytes": len(data),
        "items": len(value["CFItems"]),
        "associations": len(value["CFAssociations"]),
        "previewed": seconds(lambda: importing.preview(row)),
        "applied": seconds(lambda: importing.apply(row=row, by="rose", at=NOW)),
    }
    assert row.state == FileImport.State.APPLIED, list(importing.messages_of(row))
    most = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    json.dump({**found, "memory": max(most) / 1000}, sys.stdout)


if __name__ == "__main__":
    main()
