"""Files that mean no good: each is refused with a sentence or read for what it is, and nothing of the catalogue changes.

MUTATIONS says how many broken files are tried; 500 hold. The drill `bombs` of tests/faults brings more of them.
"""

import os
import random

import pytest

from catalog.compile import compile_live
from catalog.exchange import exporting, importing, wording
from catalog.exchange.core.formats import recognise
from catalog.models import FileImport, Framework
from tests.catalog.exchange.bombs import BOMBS, ENDINGS
from tests.conftest import NOW
from tests.project.test_presses import rows
from tests.workshop import FRAMEWORK

MUTATIONS = int(os.environ.get("MUTATIONS", "12"))
STATES = {FileImport.State.REFUSED, FileImport.State.PREVIEWED}


def previewed(name: str, data: bytes) -> FileImport:
    row = importing.bring(name=name, data=data, slug="hostile", by="erin", at=NOW)
    before = rows()
    importing.preview(row)
    assert rows() == before
    for each in importing.messages_of(row):
        assert wording.line(each)
    return row


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bomb_is_refused_with_a_sentence(edition, name, ending):
    row = previewed(f"bomb.{ending}", BOMBS[name]())
    assert row.state == FileImport.State.REFUSED
    assert len(row.messages) == 1


def test_whatever_breaks_a_file_it_is_read_or_refused(edition):
    chance = random.Random(MUTATIONS)
    framework = Framework.objects.get(slug=FRAMEWORK)
    whole = {form: exporting.export(framework, form) for form in recognise.WRITTEN_AS}
    before = compile_live(framework)
    for number in range(MUTATIONS):
        form = list(whole)[number % len(whole)]
        row = previewed(f"{number}.{exporting.formats()[form].suffix}", broken(whole[form], chance))
        assert row.state in STATES
    assert compile_live(framework) == before


def broken(data: bytes, chance: random.Random) -> bytes:
    """A file with some of its bytes other ones, some gone, or some twice."""
    for _ in range(chance.randint(1, 20)):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.randint(1, 40))
        instead = [chance.randbytes(end - start), b"", data[start:end] * 2, b'"', b"\xff\x00", b"9" * 30, b"null"]
        data = data[:start] + chance.choice(instead) + data[end:]
    return data
