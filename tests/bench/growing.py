"""What attempts take on PostgreSQL: bytes, seconds, sizes of indexes. `ATTEMPTS` (20,000) of 50 answers each.

`DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL=postgres://… .venv/bin/python -m tests.bench.growing` fills a database of its own and prints what
docs/scaling.md tells. What is counted grows with the rows, so that larger sizes follow; what does not is said there.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from tempfile import TemporaryDirectory
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from assessment.answering import actions as answering  # noqa: E402
from assessment.answering.core.saving import Save  # noqa: E402
from assessment.attempts import actions  # noqa: E402
from catalog import editions  # noqa: E402
from tests import workshop  # noqa: E402

ATTEMPTS, ANSWERS = int(os.environ.get("ATTEMPTS", "20000")), 50
NOW = datetime.now(UTC)
# A fifth of the answers is backed up by a line, a half of the attempts has no account and a key.
FILL = f"""
    INSERT INTO assessment_assessment (public_id, edition_id, role, target, kind, areas, main, rules_version, person_name,
        started_at, changed_at, submitted_at)
    SELECT substr(md5(n::text), 1, 22), %s, %s, '', 'full', '[]', '{{}}', 2, '', now(), now(), now()
    FROM generate_series(1, {ATTEMPTS}) n;
    INSERT INTO assessment_accesskey (assessment_id, kind, digest, seed, replaced_by, created_at)
    SELECT id, 'browser', md5(id::text) || md5(public_id), '', '', now() FROM assessment_assessment;
    INSERT INTO assessment_answer (assessment_id, skill, step, unsure, evidence, rev, saved_at, carried_role)
    SELECT a.id, 'a-skill-of-usual-length-' || n, n %% 5, false,
        CASE WHEN n %% 5 = 0 THEN repeat(md5(n::text || a.id), 3) ELSE '' END, 1, now(), ''
    FROM assessment_assessment a, generate_series(1, {ANSWERS}) n
"""
SIZES = """
    SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
    WHERE relname IN ('assessment_assessment', 'assessment_answer', 'assessment_accesskey') ORDER BY 1
"""


def ask(asked: str, given: list[Any] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def timed(found: dict[str, object], what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    found[what] = round(time.monotonic() - began, 1)


def saves(edition: int, count: int = 200) -> float:
    """Milliseconds of a save, the median of some, each of another attempt."""
    taken = []
    for _ in range(count):
        attempt, _secret = actions.start(edition_id=edition, role=workshop.ROLE, target="", owner_id=None, at=NOW)
        began = time.perf_counter()
        answering.save_answers(assessment=attempt, saves=[Save(workshop.SKILLS[0], 3, False, "", 0)], at=NOW)
        taken.append(time.perf_counter() - began)
    return round(sorted(taken)[count // 2] * 1000, 2)


def main() -> None:
    call_command("migrate", verbosity=0)
    edition = editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")
    found: dict[str, object] = {"attempts": ATTEMPTS, "answers": ATTEMPTS * ANSWERS, "save_ms_empty": saves(edition.pk)}
    ask("SET statement_timeout = 0")
    with timed(found, "filled_s"):
        ask(FILL, [edition.pk, workshop.ROLE])
    with timed(found, "vacuum_analyze_s"):
        ask("VACUUM (ANALYZE) assessment_answer")
    found["save_ms_full"] = saves(edition.pk)
    with timed(found, "a_tenth_changed_s"):
        ask("UPDATE assessment_answer SET rev = 2 WHERE id % 10 = 0")
    with timed(found, "vacuum_after_s"):
        ask("VACUUM assessment_answer")
    sizes = {name: (int(str(table)), int(str(index))) for name, table, index in ask(SIZES)}
    found["sizes"] = sizes
    found["bytes_an_attempt"] = sum(sum(each) for each in sizes.values()) // ATTEMPTS
    with TemporaryDirectory() as folder:
        with timed(found, "backup_s"):
            call_command("backup", folder, stdout=StringIO())
        found["backup_bytes"] = sum(each.stat().st_size for each in os.scandir(folder))
        [file] = os.scandir(folder)
        with timed(found, "restore_s"):
            call_command("restore", file.path, "--force", stdout=StringIO())
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
