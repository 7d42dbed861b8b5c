"""The table of docs/privacy.md: every field that tells of somebody, with all that is said of it."""

from collections.abc import Iterable

from assessment.privacy.core.tables import HeldTable, Periods
from assessment.privacy.renderers.wording import PrivacyWords

HEAD = ("fields", "class", "why", "how long", "seen by", "in an export", "at an erasure")


def render(tables: Iterable[HeldTable], words: PrivacyWords, periods: Periods) -> str:
    """The table in Markdown, and a line with what holds nothing of people."""
    tables = list(tables)
    lines = [_row(HEAD), _row(["---"] * len(HEAD))]
    for table in words.told(tables, periods):
        for row in table.rows:
            names = f"**{table.label}** {row.names}"
            lines.append(_row([names, row.about, row.why, row.how_long, row.seen, row.export, row.erase]))
    nobodys = ", ".join(table.label for table in tables if not table.is_of_people)
    return "\n".join([*lines, "", f"About nobody: {nobodys}."]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
