"""What the dossier says of the site, and the tests that hold each statement. That they exist is tested, too."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERASING = "tests/assessment/privacy/test_actions.py"


class Proof(NamedTuple):
    """A statement with its tests, by file or by function."""

    holds: Promise
    tests: tuple[str, ...]


PROOFS = (
    Proof(
        _("Every field of the database is classified where it is declared; a field without a word is refused."),
        ("tests/assessment/privacy/test_reading.py",),
    ),
    Proof(
        _("This document, the page on privacy and the table for developers are made from that."),
        ("tests/assessment/management/test_dossier.py", "tests/assessment/privacy/renderers/test_markdown.py"),
    ),
    Proof(
        _("A person's copy has every column that is theirs, and nothing of anybody else."),
        ("tests/assessment/privacy/test_collecting.py",),
    ),
    Proof(
        _("After an erasure no byte of what somebody wrote is in the database, in a dump of it, or in the logs."),
        (ERASING, "tests/faults/test_erasure.py"),
    ),
    Proof(
        _("Who was erased stays erased when an older backup is put back."),
        (f"{ERASING}::test_a_backup_that_is_put_back_brings_nobody_back", "tests/assessment/test_ledger.py"),
    ),
    Proof(
        _("What is over is deleted to the second, and no account without an e-mail before."),
        (
            "tests/assessment/management/test_expire_assessments.py",
            "tests/assessment/management/test_expire_accounts.py",
        ),
    ),
    Proof(
        _("To everybody but its owner an assessment does not exist: each address is tried by each kind of visitor."),
        ("tests/project/test_access_matrix.py",),
    ),
    Proof(
        _("Staff see which roles were assessed when; not by whom, and no answer."),
        ("tests/assessment/test_admin.py",),
    ),
    Proof(
        _("What editors learn of the answers of many is told in fives, so that nothing is told of a few people."),
        ("tests/assessment/consequences/core/test_telling.py",),
    ),
    Proof(
        _("Logs hold no answer, no query string and no key."),
        ("tests/config/test_logs.py",),
    ),
    Proof(
        _("What visitors say of a question leads to nobody."),
        ("tests/assessment/answering/test_feedback.py",),
    ),
    Proof(
        _("No page loads anything from another site, or may."),
        ("tests/config/test_headers.py", "tests/e2e/test_nothing_typed_runs.py"),
    ),
    Proof(
        _("The numbers of a report are those of the rules, as a second program that was written apart says, too."),
        ("tests/assessment/report/core/test_oracle.py",),
    ),
)
