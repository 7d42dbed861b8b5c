"""Our bundle: CSV files that no spreadsheet program takes for formulas, and that any of them may save again.

EXPORTS says how many are looked through.
"""

import csv
import io
import os
import zipfile

import pytest
from hypothesis import given, settings

from catalog.core.files import FileUnfit, unpack
from catalog.exchange.core.formats import bundle
from catalog.exchange.core.formats.bundle import guarded, unguarded
from catalog.exchange.core.formats.tables.layout import sheets
from catalog.exchange.words.tables import SENTENCES
from tests.catalog.core import mini
from tests.catalog.core.sound import sound
from tests.catalog.exchange.sentences import codes_in, said
from tests.catalog.exchange.wild import TEXTS, wild

EXPORTS = int(os.environ.get("EXPORTS", "20"))
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def files() -> dict[str, bytes]:
    return unpack(bundle.write(mini.rich()))


def test_each_table_is_a_file_in_utf_8_with_a_mark():
    found = files()
    assert list(found) == [f"{name}.csv" for name in sheets()]
    assert all(data.startswith(b"\xef\xbb\xbf") for data in found.values())
    with zipfile.ZipFile(io.BytesIO(bundle.write(sound()))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@given(TEXTS)
def test_a_guard_is_put_on_and_taken_off_again(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULAS)


@pytest.mark.parametrize(
    ("cell", "text"),
    [("=1", "'=1"), ("'=1", "''=1"), ("'a", "''a"), ("a", "a"), (-5, "'-5"), (5, "5"), (None, ""), ("'", "''")],
)
def test_exactly_what_could_be_a_formula_is_guarded(cell, text):
    assert guarded(cell) == text


def test_an_apostrophe_that_somebody_typed_stays():
    assert [unguarded(text) for text in ("'a", "'", "it's")] == ["'a", "'", "it's"]


@settings(max_examples=EXPORTS)
@given(wild())
def test_no_cell_of_any_framework_is_a_formula(snapshot):
    for data in unpack(bundle.write(snapshot)).values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not any(cell.startswith(FORMULAS) for cell in row)


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "cp1252")])
def test_what_a_spreadsheet_program_saved_again_is_the_same(delimiter, encoding):
    again = {}
    for name, data in files().items():
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        lines = io.StringIO(newline="")
        csv.writer(lines, delimiter=delimiter).writerows(rows)
        again[f"folder/{name.upper()}"] = lines.getvalue().encode(encoding)
    again["folder/notes.txt"] = b"mine"
    assert bundle.fits(again)
    found = bundle.read(again)
    assert (found.snapshot, found.messages) == (mini.rich(), ())


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Skills.csv": b""},
        {"framework.csv": b"", "skills.csv": b""},
        {"Framework": b"", "Skills": b"", "Areas": b""},
    ],
)
def test_what_is_no_bundle_of_ours_does_not_fit(given):
    assert not bundle.fits(given)


def test_a_file_that_is_no_table_is_refused():
    with pytest.raises(FileUnfit) as found:
        bundle.read(files() | {"Skills.csv": b'"' + b"x" * 200_000})
    assert (found.value.code, found.value.detail) == ("bundle-table", "Skills")
    assert "Skills.csv" in said(SENTENCES, found.value.code, found.value.facts)


def test_each_code_has_its_sentence():
    assert codes_in(bundle, prefix="bundle") == {code for code in SENTENCES if code.startswith("bundle-")}
