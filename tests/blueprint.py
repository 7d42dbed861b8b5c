"""The catalogue blueprint as a snapshot, straight from its table: what core tests score against, without a database.

`tests/blueprint.csv` is that table; the shipped catalogue is compared with it cell by cell.
"""

import csv
import json
import random
from functools import lru_cache
from pathlib import Path
from typing import cast

from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.scoring import Answer
from assessment.site.core.worked_example import DEFAULT_POLICY
from catalog.core import canonical
from catalog.core import snapshot as s

HERE = Path(__file__).parent
LEVELS = ("entry", "mid", "senior", "lead")
ROLE = "ai-ml-research-specialist"


def rows() -> list[dict[str, str]]:
    with (HERE / "blueprint.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def prerequisites(row: dict[str, str]) -> list[tuple[int, str, int]]:
    """(step, needed skill, needed step) of a row."""
    found = []
    for part in filter(None, row["prerequisites"].split(";")):
        this, needs = part.split("<-")
        skill, needs_step = needs.split("@")
        found.append((int(this.split("@")[1]), skill, int(needs_step)))
    return found


@lru_cache
def snapshot(policy: s.Policy = DEFAULT_POLICY) -> s.Snapshot:
    table = rows()
    areas = {row["area_key"]: row["area"] for row in table}
    return s.Snapshot(
        schema=s.SCHEMA,
        framework=s.Framework("f", "u", "Framework", "", "", "en", "", "", "", ""),
        policy=policy,
        scale=tuple(
            s.Step(value, name, f"Meaning of {name}", hours)
            for value, (name, hours) in enumerate(
                [("Not yet", 0), ("Foundation", 8), ("Working", 40), ("Practitioner", 120), ("Expert", 400)]
            )
        ),
        practice=(),
        areas=tuple(s.Area(slug, name, "", position) for position, (slug, name) in enumerate(areas.items())),
        skills=tuple(_skill(row, position) for position, row in enumerate(table)),
        roles=(
            s.Role(
                ROLE, "AI/ML Research Specialist", "", "", (), tuple(_level(table, name) for name in LEVELS), (), ()
            ),
        ),
        resources=(),
    )


@lru_cache
def compiled(policy: s.Policy = DEFAULT_POLICY) -> CompiledRole:
    value = snapshot(policy)
    return compile_role(value, canonical.digest(value), ROLE)


def bar(level: str) -> dict[str, Answer]:
    """The answers of somebody exactly at a level's bar: 0 where nothing is required."""
    needs = snapshot().role[ROLE].level[level].requirement_of
    return {
        row["skill_key"]: Answer((needs[row["skill_key"]].step or 0) if row["skill_key"] in needs else 0)
        for row in rows()
    }


def rusty_chief() -> dict[str, Answer]:
    """The chief of golden.json: all that the highest level asks for, and rusty in what lower levels need."""
    changes = json.loads((HERE / "golden.json").read_text())["rusty_chief"]["changes"]
    return bar("lead") | {skill: Answer(step) for skill, step in changes.items()}


def random_answers(seed: int) -> dict[str, Answer]:
    """A seeded random person: a tenth of the questions skipped, a fifth of the answers unsure."""
    chance = random.Random(seed)
    lean = chance.uniform(0, 4)
    return {
        row["skill_key"]: Answer(
            step=min(4, max(0, round(chance.gauss(lean, 1)))),
            unsure=chance.random() < 0.2,
            evidence="A paper" if chance.random() < 0.3 else "",
        )
        for row in rows()
        if chance.random() >= 0.1
    }


def _skill(row: dict[str, str], position: int) -> s.Skill:
    slug = row["skill_key"]
    return s.Skill(
        slug=slug,
        area=row["area_key"],
        code="",
        name=row["skill_name"],
        definition=row["definition"],
        position=position,
        group=row["group"],
        effort_percent=round(float(row["effort_multiplier"]) * 100),
        evidence_prompt="",
        explain_prompt="",
        why="",
        tips=(),
        citations=(),
        in_demand=False,
        retired=False,
        anchors=tuple(s.Anchor(step, f"{slug} at {step}", f"From {step} on") for step in range(5)),
        prerequisites=tuple(s.Prerequisite(*need) for need in prerequisites(row)),
        links=(),
    )


def _level(table: list[dict[str, str]], name: str) -> s.RoleLevel:
    return s.RoleLevel(
        slug=name,
        rank=LEVELS.index(name) + 1,
        track="",
        name=name.title(),
        titles=(),
        duties=(),
        credentials=(),
        citations=(),
        requirements=tuple(
            s.Requirement(row["skill_key"], int(row[f"req_{name}"]), cast(s.Importance, row[f"imp_{name}"]))
            for row in table
            if row[f"imp_{name}"] != "none"
        ),
    )
