import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from catalog.core.files import FileUnfit
from catalog.exchange import importing, wording
from catalog.exchange.core.counting import KINDS, OUTCOMES
from catalog.exchange.core.formats import recognise
from catalog.exchange.core.safe_yaml import values_of
from catalog.models import FileImport, Framework
from catalog.models.base import validate_key

BY = "command line"


class Command(BaseCommand):
    help = (
        "Bring a file, a zip or a folder of files into the draft of a framework, or into a new one. Publishes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a spreadsheet, CSV, CASE, JSON, a zip or a folder of such")
        parser.add_argument(
            "--framework", metavar="SLUG", required=True, help="its key; it is made where there is none"
        )
        parser.add_argument("--name", default="", help="of a new framework; by default the one that the file has")
        parser.add_argument(
            "--format", default="", choices=[*recognise.READ, *recognise.KINDS], help="found by default"
        )
        parser.add_argument("--mapping", metavar="MAPPING.yaml", help="how the columns of a spreadsheet are read")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would change")
        parser.add_argument("--report", choices=["json"], help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.filter(slug=options["framework"]).first()
        if framework and options["name"]:
            raise CommandError(f"There is a framework {framework.slug} already; leave --name out.")
        if not framework:
            _check_key(options["framework"])
        try:
            row = importing.bring(
                name=Path(options["file"]).name,
                data=_data(Path(options["file"])),
                framework=framework,
                slug=options["framework"],
                title=options["name"],
                format=options["format"],
                mapping=_mapping(options["mapping"]),
                by=BY,
                at=timezone.now(),
            )
        except FileUnfit as error:
            raise CommandError(wording.said(error)) from error
        if not options["dry_run"]:
            row.save()
        importing.preview(row)
        if row.state == FileImport.State.PREVIEWED and not options["dry_run"]:
            importing.apply(row=row, by=BY, at=timezone.now())
        self.tell(row, options["framework"], as_json=options["report"] == "json")
        if row.state == FileImport.State.REFUSED:
            raise CommandError(wording.said(next(importing.messages_of(row))))

    def tell(self, row: FileImport, slug: str, *, as_json: bool) -> None:
        report = report_of(row, slug)
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
            return
        self.stdout.writelines(f"{said}\n" for said in report["recognised"])
        for kind in KINDS if row.counts else ():
            numbers = ", ".join(f"{report['changes'][kind][outcome]} {outcome}" for outcome in OUTCOMES)
            self.stdout.write(f"{kind}: {report['holds'][kind]} in the file; {numbers}")
        self.stdout.write(f"rejected: {row.rejected}")
        self.stdout.writelines(f"{said}\n" for said in wording.lines(importing.messages_of(row)))
        self.stdout.write(f"{row.file_name}: {row.get_state_display()}")


def report_of(row: FileImport, slug: str) -> dict[str, Any]:
    """All that there is to say of an import, as JSON values."""
    return {
        "file": row.file_name,
        "format": row.format,
        "framework": slug,
        "state": row.state,
        "holds": row.counts.get("held", {}),
        "changes": {kind: row.counts[kind] for kind in KINDS if kind in row.counts},
        "rejected": row.rejected,
        "recognised": [wording.said(each) for each in importing.recognised_of(row)],
        "messages": [
            {"severity": each.severity, "code": each.code, "place": each.place, "text": wording.said(each)}
            for each in importing.messages_of(row)
        ],
    }


def _check_key(slug: str) -> None:
    try:
        validate_key(slug)
    except ValidationError as error:
        raise CommandError(f"{slug}: {error.messages[0]}") from error


def _data(path: Path) -> bytes:
    """A file, or the files of a folder as one zip."""
    try:
        if not path.is_dir():
            return path.read_bytes()
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for each in sorted(path.rglob("*")):
                if each.is_file():
                    archive.writestr(str(each.relative_to(path)), each.read_bytes())
        return packed.getvalue()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def _mapping(path: str | None) -> Any:
    if path is None:
        return None
    try:
        return values_of(Path(path).read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except FileUnfit as error:
        raise CommandError(f"{path}: {wording.said(error)}") from error
