"""Files that people bring: what they hold comes back whole, and what is hostile is refused by name."""

import io
import json
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core import files
from catalog.core.files import FileUnfit, Limits, json_of, members, opened, text_of, unpack
from catalog.wording import UNFIT
from tests.catalog.core import hostile
from tests.catalog.core.hostile import archive, archive_of

OFFICIAL = Path(__file__).parents[4] / "shared" / "data"  # files of the field, where they lie beside the repository
PACKAGE = "case/roundtrip_proof/dataskills_as_case_v1p1.json"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


def refused(read, data) -> str:
    with pytest.raises(FileUnfit) as found:
        read(data)
    assert str(UNFIT[found.value.code]) % {"detail": found.value.detail}
    return str(found.value)


def test_an_archive_gives_its_files_without_what_a_computer_keeps_in_it():
    inside = {
        "a.csv": b"1",
        "folder/b.csv": b"2" * 1000,
        "__MACOSX/a.csv": b"x",
        "folder/.DS_Store": b"x",
        "folder/": b"",
    }
    assert unpack(archive(inside)) == {"a.csv": b"1", "folder/b.csv": b"2" * 1000}
    assert opened("x.zip", archive(inside)) == unpack(archive(inside))
    assert unpack(archive({})) == {}


def test_one_file_is_itself_and_so_is_a_workbook():
    workbook = archive({hostile.OF_A_WORKBOOK: b"<Types/>", "xl/embeddings/other.xlsx": archive({"a": b"1"})})
    sheets = archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    for data in (b"a,b\n", workbook, sheets):
        assert opened("mine", data) == {"mine": data}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + bytes(5_000_000), "too_large: 5"),
        (hostile.bomb(), "swollen: 100"),
        (hostile.lying(400_000, 10), "broken_archive"),
        (hostile.lying(100, 90_000_000), "swollen: 100"),
        (hostile.overlapping(), "overlapping"),
        (hostile.of_a_hundred_thousand(), "too_many_files: 500"),
        (archive({str(number): b"" for number in range(501)}), "too_many_files: 500"),
        (hostile.locked(), "broken_archive"),
        (archive({"a": b"x" * 1000})[:-60], "broken_archive"),
        (archive({"a": b"x" * 1000}).replace(b"K\x01\x02", b"K\x01\x03"), "broken_archive"),
        (archive({"a": b"1"}, zipfile.ZIP_LZMA), "broken_archive"),
        (archive({"../a": b"1"}), "unsafe_name: ../a"),
        (archive({"a/..\\b": b"1"}), "unsafe_name: a/..\\b"),
        (archive({"/etc/a": b"1"}), "unsafe_name: /etc/a"),
        (archive({"C:\\a": b"1"}), "unsafe_name: C:\\a"),
        (archive({"a?b": b"1"}).replace(b"a?b", b"a\0b"), "unsafe_name: a\0b"),
        (archive_of([("a", b"1"), ("a", b"2")]), "name_twice: a"),
        (archive({"inner.xlsx": archive({"a": b"1"})}), "nested_archive: inner.xlsx"),
        (hostile.laughs(), "entities: xl/worksheets/sheet1.xml"),
        (
            archive({hostile.OF_A_WORKBOOK: b"<Types/>", "a": "<!DOCTYPE a>".encode("utf-16")}),
            "entities: a",
        ),
    ],
)
def test_an_upload_that_means_no_good_is_refused(data, said):
    assert refused(lambda data: opened("x", data), data) == said


def test_what_an_archive_holds_is_counted_as_it_is_read(monkeypatch):
    data = archive({"a": random.Random(1).randbytes(400_000), "b": bytes(700_000)})
    limits = Limits(unpacked=1_000_000)
    assert refused(lambda data: unpack(data, limits), data) == "too_large_inside: 1"
    monkeypatch.setattr(files.ZipFile, "open", lambda *_args: io.BytesIO(bytes(2_000_000)))
    assert refused(lambda data: unpack(data, limits), data) == "too_large_inside: 1"


def test_only_files_that_are_wanted_are_read():
    data = archive({"a.csv": b"1", "bomb": bytes(40_000_000)})
    assert list(members(data, wanted=lambda name: name.endswith(".csv"))) == [("a.csv", b"1")]


def test_changed_bytes_of_an_archive_give_its_files_or_a_refusal():
    whole = archive({"a.csv": b"one,two\n" * 50, "b.csv": b"three\n"})
    chance = random.Random(12)
    refusals = 0
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        try:
            assert len(unpack(bytes(data))) <= 2
        except FileUnfit:
            refusals += 1
    assert 0 < refusals < 500


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ("", "utf-8")),
        ("﻿a,é".encode(), ("a,é", "utf-8")),
        ("日本語".encode(), ("日本語", "utf-8")),
        ("a,é".encode("utf-16"), ("a,é", "utf-16")),
        ("name,é\n".encode("utf-16-le"), ("name,é\n", "utf-16")),
        ("name,é\n".encode("utf-16-be"), ("name,é\n", "utf-16")),
        ("﻿a,é".encode("utf-16-be"), ("a,é", "utf-16")),
        (
            "Fähigkeit;Stufe – “neu”\nÜben;€ 5\n".encode("cp1252"),
            ("Fähigkeit;Stufe – “neu”\nÜben;€ 5\n", "windows-1252"),
        ),
    ],
)
def test_text_is_read_in_the_encodings_that_spreadsheets_write(data, text):
    assert text_of(data) == text


@pytest.mark.parametrize(
    "data",
    [b"\0\0\0", b"\xff\xfe\x00", b"\x81", b"a\0b", "レベル".encode("cp932"), "a".encode("utf-32"), b"\xd8\0\0a\0b"],
)
def test_what_is_no_text_is_refused(data):
    assert refused(text_of, data) == "encoding"


@given(TEXTS)
def test_every_text_of_utf_8_comes_back(text):
    assert text_of(b"\xef\xbb\xbf" + text.encode()) == (text, "utf-8")


@given(VALUES)
def test_every_value_of_json_comes_back(value):
    for escaped in (True, False):
        assert json_of(json.dumps(value, ensure_ascii=escaped).encode()) == value


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "json: 1:1"),
        (b'{"a": 1,\n b}', "json: 2:2"),
        (b'["open', "json: 1:2"),
        (b"]]]" + b"[" * 30, "json: 1:1"),
        (b'["a' + b'\\"' * 1_000_000, "json: 1:2"),
        (b"[" * 33 + b"]" * 33, "json_deep: 32"),
        (b"[" * 10_000_000, "json_deep: 32"),
        (b'{"a":' * 1_000_000, "json_deep: 32"),
        (b"[" + b"0," * 2_000_000 + b"0]", "json_many: 10000"),
        (b"[" + b"{}," * 10_000 + b"{}]", "json_many: 10000"),
        (b"[" + b",".join([b"[" + b"0," * 9_000 + b"0]"] * 60) + b"]", "json_many: 500000"),
        (b'{"a": 1, "b": 2, "a": 1}', "json_key_twice: a"),
        (b'{"a": 1, "\\u0061": 1}', "json_key_twice: a"),
        (b"[NaN]", "json_number: NaN"),
        (b"-Infinity", "json_number: -Infinity"),
        (b"1e999", "json_number: 1e999"),
        (b"-1000000000000000000", "json_number: -1000000000000000000"),
        (b'["\\ud800"]', "json_characters"),
        (b'{"\\uDfff": 1}', "json_characters"),
        (b'["\\\\\\u0000"]', "json_characters"),
        (b"[\x80\x81]", "encoding"),
    ],
)
def test_json_that_means_no_good_is_refused(data, said):
    assert refused(json_of, data) == said


def test_json_may_hold_all_that_the_limits_allow():
    for text in ("[" * 32 + "]" * 32, "[" + "{}," * 9_999 + "{}]", r'["\ud83d\ude00", "\\u0000", "\\ud800"]', "9" * 18):
        assert json_of(text.encode("utf-16")) == json.loads(text)


@pytest.mark.parametrize("file", [PACKAGE, "case/roundtrip_proof/dataskills_as_case_v1p0_degraded.json"])
def test_packages_of_the_field_are_read(file):
    path = OFFICIAL / file
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    assert len(json_of(path.read_bytes())["CFAssociations"]) > 1000


def test_a_package_of_4_megabytes_is_read():
    path = OFFICIAL / PACKAGE
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    package = json.loads(path.read_bytes())
    for name, count in (("CFItems", 600), ("CFAssociations", 3400)):
        package[name] = (package[name] * 8)[:count]
    text = re.sub("\n *", "", json.dumps(package, ensure_ascii=False))
    assert len(text) > 3_000_000
    assert json_of(text.encode()) == package
