import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment import reporting
from assessment.core import report as reports
from assessment.core.answers_file import FileInvalid, Person, read_people
from assessment.core.scoring import AnswersInvalid
from assessment.renderers import json_report
from catalog import editions


class Command(BaseCommand):
    help = "Score answers from a file or standard input: the JSON report of one person, or a line each for a list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="JSON file; standard input by default")

    def handle(self, *args: Any, **options: Any) -> None:
        people, is_list = self.read(options["file"])
        published = self.published()
        for position, person in enumerate(people, 1):
            try:
                report = self.score(person, published)
            except AnswersInvalid as error:
                raise CommandError(f"Person {position}: {error}") from error
            self.print(json_report.document(report), in_one_line=is_list)

    def read(self, name: str) -> tuple[list[Person], bool]:
        try:
            text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
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

    def score(self, person: Person, published: dict[str, editions.Name]) -> reports.GapReport:
        if person.role not in published:
            known = ", ".join(sorted(published)) or "none; run publish_edition first"
            raise AnswersInvalid(f"there is no role {person.role!r}. Published roles: {known}")
        edition = published[person.role]
        compiled = reporting.compiled(edition.digest, person.role)
        if person.target and person.target not in compiled.role.level:
            raise AnswersInvalid(f"the role has no level {person.target!r}")
        return reports.build(compiled, person.answers, target=person.target, edition_label=edition.label)

    def print(self, document: Any, *, in_one_line: bool) -> None:
        layout: dict[str, Any] = {"separators": (",", ":")} if in_one_line else {"indent": 2}
        self.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, **layout))
