"""The command that says what is wrong with the live catalogue."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Framework, Skill
from tests.factories import make_framework

UNCITED = (
    "warning skill-uncited skill {slug}-skill-0: It cites nothing. Name the lines of the source that it rests on.\n"
)


@pytest.fixture
def made(db) -> Framework:
    return make_framework()


def lint(*arguments: str) -> str:
    said = StringIO()
    call_command("lint_catalog", *arguments, stdout=said)
    return said.getvalue()


def test_a_sound_framework_is_told_as_such(made):
    Skill.objects.filter(slug="made-skill-0").update(citations="Notes:1")
    assert lint("made") == "made: Nothing is wrong.\n"


def test_a_warning_is_printed_and_does_no_harm(made):
    assert lint("made") == UNCITED.format(slug="made") + "made: 0 errors, 1 warning\n"


def test_an_error_ends_the_command_with_1(made):
    Skill.objects.filter(slug="made-skill-0").update(name="–")
    said = StringIO()
    with pytest.raises(CommandError, match=r"^Not fit to be published: made\.$") as error:
        call_command("lint_catalog", "made", stdout=said)
    assert error.value.returncode == 1
    first, _warning, summary = said.getvalue().splitlines()
    assert first.startswith("error text-missing skill made-skill-0: Name: there is no word in it.")
    assert summary == "made: 1 error, 1 warning"


def test_all_frameworks_are_looked_at_unless_one_is_named(made):
    make_framework(slug="other")
    Skill.objects.filter(slug="other-skill-0").update(name="–")
    said = StringIO()
    with pytest.raises(CommandError, match=r"other\.$"):
        call_command("lint_catalog", stdout=said)
    summaries = [line for line in said.getvalue().splitlines() if not line.startswith(("error ", "warning "))]
    assert [line.split(":")[0] for line in summaries] == ["made", "other", "workshop"]
    assert summaries[:2] == ["made: 0 errors, 1 warning", "other: 1 error, 1 warning"]


def test_a_framework_that_is_not_there_is_told(made):
    with pytest.raises(CommandError, match=r"^There is no framework nope\. There are: made, workshop\.$"):
        lint("nope")
