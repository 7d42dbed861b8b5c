"""`make_signing_key` prints what to put into the environment, so that nothing that was signed is lost."""

import io

from django.core.management import call_command
from django.test import override_settings

from assessment.signing import reading
from assessment.signing.core.keys import SigningKey, read_public, read_signing


def lines() -> tuple[str, list[str], str]:
    """The new key, the old ones, and what is said beside them."""
    out, beside = io.StringIO(), io.StringIO()
    call_command("make_signing_key", stdout=out, stderr=beside)
    new, old = out.getvalue().splitlines()
    return new.removeprefix("SIGNING_KEY="), old.removeprefix("SIGNING_OLD_KEYS=").split(","), beside.getvalue()


def test_the_lines_of_a_first_key():
    new, old, said = lines()
    assert [read_public(each).name for each in old] == list(reading.public_keys())
    assert "made of SECRET_KEY" in said
    assert lines()[0] != new
    with override_settings(SIGNING_KEY=new, SIGNING_OLD_KEYS=old):
        assert list(reading.public_keys()) == [read_signing(new).public.name, *(read_public(each).name for each in old)]


def test_a_second_key_keeps_the_first_and_those_before():
    first, older = SigningKey(b"\x01" * 32), SigningKey(b"\x02" * 32)
    with override_settings(SIGNING_KEY=first.text, SIGNING_OLD_KEYS=[older.public.text]):
        new, old, said = lines()
    assert old == [first.public.text, older.public.text]
    assert new not in {first.text, older.text}
    assert said == ""
