import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.answering.core.answers_file import FileInvalid, Person, read_people
from assessment.plan import reading as plan_reading
from assessment.plan.core import learning, planning
from assessment.plan.core.horizon import is_near
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.schedule import Pace, schedule
from assessment.plan.forms import DEFAULTS, PlanForm
from assessment.plan.renderers import json_plan
from assessment.plan.renderers.json_plan import PlanEntry
from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers import json_report
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.rules import MainUnknown
from assessment.role.core.scoring import AnswersInvalid
from catalog import index
from catalog.index import PublishedRole

NEXT = "next"


class Days(NamedTuple):
    """How a plan is laid out on the calendar."""

    pace: Pace
    start: date


class PlanRequest(NamedTuple):
    """The plan to add: to a level by slug, or to NEXT; with days where they are asked for."""

    level: str
    days: Days | None


class Command(BaseCommand):
    help = "Score answers from a file or standard input: the JSON report of one person, or a line each for a list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="JSON file; standard input by default")
        parser.add_argument(
            "--plan", metavar="LEVEL", help=f"add the shortest way to this level, or to the `{NEXT}` one of each person"
        )
        parser.add_argument("--hours-per-week", metavar="HOURS", help="to learn; with --start: add days to the plan")
        parser.add_argument(
            "--practice-hours-per-week",
            metavar="HOURS",
            help=f"to practise, with --hours-per-week; {DEFAULTS['practice']} by default",
        )
        parser.add_argument("--start", metavar="DAY", help="the plan's first day, such as 2027-01-31")

    def handle(self, *args: Any, **options: Any) -> None:
        plan_request = _wanted(options)
        people, is_list = self.read(options["file"])
        published = list(index.roles())
        # All are checked before the first is printed, so that what is printed is always whole.
        roles = [self.role_for(position, person, published, plan_request) for position, person in enumerate(people, 1)]
        for person, role in zip(people, roles, strict=True):
            report = reports.build(
                reading.for_main(reading.compiled(role.edition.digest, role.slug), person.main),
                person.answers,
                target=person.target,
                edition_label=role.edition.label,
            )
            plan = _plan(report, plan_request) if plan_request else None
            self.print(json_report.document(report, plan), in_one_line=is_list)

    def read(self, name: str) -> tuple[list[Person], bool]:
        try:
            text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
            return read_people(text)
        except (OSError, UnicodeDecodeError, FileInvalid) as error:
            raise CommandError(str(error)) from error

    def role_for(
        self, position: int, person: Person, published: Sequence[PublishedRole], plan_request: PlanRequest | None
    ) -> PublishedRole:
        """The role that a person is scored for. Raises CommandError for whoever cannot be scored, or not so."""
        role = _named(position, person.role, published)
        compiled = reading.compiled(role.edition.digest, role.slug)
        named = [person.target] if person.target else []
        if plan_request and plan_request.level != NEXT:
            named.append(plan_request.level)
        for level in named:
            if level not in compiled.role.level:
                known = ", ".join(each.slug for each in compiled.role.ladder)
                raise CommandError(f"Person {position}: the role has no level {level!r}. Its levels: {known}")
        try:
            scoring.intervals(reading.for_main(compiled, person.main).rules, person.answers)
        except (AnswersInvalid, MainUnknown) as error:
            raise CommandError(f"Person {position}: {error}") from error
        return role

    def print(self, document: Any, *, in_one_line: bool) -> None:
        layout: dict[str, Any] = {"separators": (",", ":")} if in_one_line else {"indent": 2}
        self.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, **layout))


def _named(position: int, name: str, published: Sequence[PublishedRole]) -> PublishedRole:
    """The role that a person names, as `framework/role`, or by its slug where one framework has it."""
    found = [role for role in published if name in {str(role), role.slug}]
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"Person {position}: several frameworks have a role {name!r}. Name one: {_list(found)}")
    known = _list(published) or "none; run publish_edition first"
    raise CommandError(f"Person {position}: there is no role {name!r}. Published roles: {known}")


def _list(roles: Iterable[PublishedRole]) -> str:
    return ", ".join(str(role) for role in roles)


def _wanted(options: Mapping[str, Any]) -> PlanRequest | None:
    """The plan that the options ask for, None for none. Raises CommandError for what does not go together."""
    level, hours, start = options["plan"], options["hours_per_week"], options["start"]
    practice = options["practice_hours_per_week"]
    if (hours is None) != (start is None):
        raise CommandError("--hours-per-week and --start go together: the days of a plan follow from both.")
    if practice is not None and hours is None:
        raise CommandError("--practice-hours-per-week goes with --hours-per-week and --start.")
    if level is None:
        if hours is not None:
            raise CommandError("--hours-per-week and --start lay out a plan: say which one with --plan.")
        return None
    if hours is None:
        return PlanRequest(level, None)
    pace = Pace(_value("hours", hours), _value("practice", DEFAULTS["practice"] if practice is None else practice))
    return PlanRequest(level, Days(pace, _value("start", start)))


def _value(name: str, typed: object) -> Any:
    """What was typed, read by the same rules as on the page of the plan."""
    option = {"hours": "--hours-per-week", "practice": "--practice-hours-per-week", "start": "--start"}[name]
    try:
        return PlanForm.base_fields[name].clean(typed)
    except ValidationError as error:
        raise CommandError(f"{option} {str(typed)!r} cannot be. {' '.join(error.messages)}") from error


def _plan(report: GapReport, plan_request: PlanRequest) -> PlanEntry:
    compiled = report.compiled
    plan = report.plan_to(report.focus.level.slug if plan_request.level == NEXT else plan_request.level)
    lessons = learning.lessons(plan_reading.library_of(compiled.digest), compiled.graph, plan)
    if plan_request.days is None:
        return json_plan.entry(compiled, plan, lessons=lessons)
    have, rules = [span.low for span in report.spans], compiled.rules
    track = rules.track_of(report.target)
    ladder = scoring.score(rules, have, track)
    learning_plan = LearningPlan(
        planning.PlanRequest(planning.SHORTEST, plan.level),
        plan,
        schedule(planning.works(plan.steps), *plan_request.days),
        lessons,
        stages=planning.stages(compiled.graph, ladder.goal, track, have),
        is_near=is_near(ladder, plan.level),
    )
    return json_plan.of_learning_plan(compiled, learning_plan)
