import json
import sys
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.answering.core.answers_file import FileInvalid, Person, read_people
from assessment.plan import reading as plan_reading
from assessment.plan.core import learning
from assessment.plan.core.learning import Library
from assessment.plan.core.schedule import schedule
from assessment.plan.forms import PlanForm
from assessment.plan.renderers import json_plan
from assessment.plan.renderers.json_plan import PlanEntry
from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers import json_report
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.scoring import AnswersInvalid
from catalog import editions

NEXT = "next"


class Pace(NamedTuple):
    """How a plan is laid out on the calendar."""

    hours_a_week: int
    start: date


class PlanRequest(NamedTuple):
    """The plan to add: to a level by slug, or to NEXT; with days where there is a pace."""

    level: str
    pace: Pace | None


class Command(BaseCommand):
    help = "Score answers from a file or standard input: the JSON report of one person, or a line each for a list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="JSON file; standard input by default")
        parser.add_argument(
            "--plan", metavar="LEVEL", help=f"add the shortest way to this level, or to the `{NEXT}` one of each person"
        )
        parser.add_argument("--hours-per-week", metavar="HOURS", help="with --start: add days to the plan")
        parser.add_argument("--start", metavar="DAY", help="the plan's first day, such as 2027-01-31")

    def handle(self, *args: Any, **options: Any) -> None:
        plan_request = _wanted(options)
        people, is_list = self.read(options["file"])
        published = self.published()
        # All are checked before the first is printed, so that what is printed is always whole.
        names = [
            self.edition_for(position, person, published, plan_request) for position, person in enumerate(people, 1)
        ]
        for person, name in zip(people, names, strict=True):
            report = reports.build(
                reading.compiled(name.digest, person.role),
                person.answers,
                target=person.target,
                edition_label=name.label,
            )
            plan = _plan(report, plan_request) if plan_request else None
            self.print(json_report.document(report, plan), in_one_line=is_list)

    def read(self, name: str) -> tuple[list[Person], bool]:
        try:
            text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
            return read_people(text)
        except (OSError, UnicodeDecodeError, FileInvalid) as error:
            raise CommandError(str(error)) from error

    def published(self) -> dict[str, editions.Name]:
        """The current edition of each role."""
        return {
            role: editions.Name(edition.digest, edition.label, edition.framework_id)
            for edition in editions.current()
            for role in editions.load(edition.digest).role
        }

    def edition_for(
        self, position: int, person: Person, published: Mapping[str, editions.Name], plan_request: PlanRequest | None
    ) -> editions.Name:
        """The edition that a person is scored by. Raises CommandError for whoever cannot be scored, or not so."""
        if person.role not in published:
            known = ", ".join(sorted(published)) or "none; run publish_edition first"
            raise CommandError(f"Person {position}: there is no role {person.role!r}. Published roles: {known}")
        compiled = reading.compiled(published[person.role].digest, person.role)
        named = [person.target] if person.target else []
        if plan_request and plan_request.level != NEXT:
            named.append(plan_request.level)
        for level in named:
            if level not in compiled.role.level:
                known = ", ".join(each.slug for each in compiled.role.ladder)
                raise CommandError(f"Person {position}: the role has no level {level!r}. Its levels: {known}")
        try:
            scoring.intervals(compiled.rules, person.answers)
        except AnswersInvalid as error:
            raise CommandError(f"Person {position}: {error}") from error
        return published[person.role]

    def print(self, document: Any, *, in_one_line: bool) -> None:
        layout: dict[str, Any] = {"separators": (",", ":")} if in_one_line else {"indent": 2}
        self.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, **layout))


def _wanted(options: Mapping[str, Any]) -> PlanRequest | None:
    """The plan that the options ask for, None for none. Raises CommandError for what does not go together."""
    level, hours, start = options["plan"], options["hours_per_week"], options["start"]
    if (hours is None) != (start is None):
        raise CommandError("--hours-per-week and --start go together: the days of a plan follow from both.")
    if level is None:
        if hours is not None:
            raise CommandError("--hours-per-week and --start lay out a plan: say which one with --plan.")
        return None
    return PlanRequest(level, None if hours is None else Pace(_value("hours", hours), _value("start", start)))


def _value(name: str, typed: object) -> Any:
    """What was typed, read by the same rules as on the page of the plan."""
    option = {"hours": "--hours-per-week", "start": "--start"}[name]
    try:
        return PlanForm.base_fields[name].clean(typed)
    except ValidationError as error:
        raise CommandError(f"{option} {str(typed)!r} cannot be. {' '.join(error.messages)}") from error


def _plan(report: GapReport, plan_request: PlanRequest) -> PlanEntry:
    compiled = report.compiled
    plan = report.plan_to(report.focus.level.slug if plan_request.level == NEXT else plan_request.level)
    return json_plan.entry(
        compiled,
        plan,
        segments=learning.chains(_library(compiled), compiled.graph, plan),
        schedule=schedule(plan.steps, *plan_request.pace) if plan_request.pace else None,
    )


@lru_cache(maxsize=8)
def _library(compiled: CompiledRole) -> Library:
    return plan_reading.library_of(compiled.snapshot)
