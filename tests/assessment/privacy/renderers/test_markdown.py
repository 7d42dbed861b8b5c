"""The table in docs/privacy.md is made from the models, and stays so."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

DOCUMENT = Path(__file__).parents[4] / "docs" / "privacy.md"


def test_the_document_has_the_table_of_the_models():
    printed = StringIO()
    call_command("privacy_table", stdout=printed)

    stands = DOCUMENT.read_text().partition("<!-- manage.py privacy_table -->")[2].partition("<!-- end -->")[0]

    assert "| **assessment.Answer** skill, step, unsure, evidence |" in printed.getvalue()
    assert stands.strip() == printed.getvalue().strip(), "print it anew with `manage.py privacy_table`"
