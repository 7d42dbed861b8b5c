"""Our JSON: a framework comes back as it was, and so does what other systems say of it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from catalog.core import canonical
from catalog.core.canonical import payload
from catalog.core.files import FileUnfit
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats import native
from catalog.exchange.core.imported import Foreign, Imported, Thing
from catalog.exchange.words.native import SENTENCES
from tests.catalog.by_chance import snapshots
from tests.catalog.core.sound import sound
from tests.catalog.core.test_schema_1 import STORED
from tests.catalog.exchange.sentences import codes_in, said

FOREIGN = (
    Foreign(
        "case",
        "c1b2",
        Thing("skill", ("python",)),
        {"uri": "https://example.org/1", "extensions": {"a": [1, 2.5, None]}},
    ),
    Foreign("case", "x", Thing("framework"), {}),
    Foreign("other", "y", None, {"=1": "é"}),
)


def read(data: bytes) -> Imported:
    return native.read({"mine.json": data})


@pytest.mark.slow
@settings(max_examples=40)
@given(snapshots())
def test_a_framework_comes_back(snapshot: Snapshot):
    found = read(native.write(snapshot, FOREIGN))
    assert payload(found.snapshot) == payload(snapshot)
    assert (found.foreign, found.messages, found.rejected, found.tells) == (FOREIGN, (), 0, None)


def test_people_can_read_it_and_it_says_what_it_is():
    text = native.write(replace(sound(), roles=())).decode()
    assert text.startswith('{\n "format": "skillgap-framework",\n "version": 1,\n "snapshot": {\n')
    assert "foreign" not in json.loads(text)
    assert native.fits({"a": text.encode()})


@pytest.mark.parametrize("data", [payload(sound()).encode(), b"\xef\xbb\xbf" + payload(sound()).encode()])
def test_the_json_of_an_edition_is_read_without_its_wrapper(data):
    assert native.fits({"edition.json": data})
    assert payload(read(data).snapshot) == payload(sound())


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a": b"{}", "b": b"{}"},
        {"a": b'[{"schema": "policy scale"}]'},
        {"a": b'{"CFDocument": {}}'},
        {"a": b"schema"},
    ],
)
def test_what_is_no_json_of_ours_does_not_fit(files):
    assert not native.fits(files)


@pytest.mark.parametrize(
    ("value", "code", "sentence"),
    [
        ([], "native-no-framework", "no framework"),
        ({"format": "skillgap-framework", "version": 2}, "native-version", "version is 2"),
        ({"format": "skillgap-framework", "version": 1}, "native-invalid", "payload"),
        ({"schema": 3}, "native-invalid", "schema"),
        ({"schema": 1}, "native-invalid", "scale"),
        (json.loads(payload(sound())) | {"more": 1}, "native-invalid", "more"),
    ],
)
def test_what_is_no_framework_is_refused(value, code, sentence):
    with pytest.raises(FileUnfit) as found:
        read(json.dumps(value).encode())
    assert found.value.code == code
    assert sentence in said(SENTENCES, code, found.value.facts)


def test_what_another_system_says_is_left_out_where_it_is_not_whole():
    whole = json.loads(native.write(sound(), FOREIGN))
    whole["foreign"][1] = {"format": "case", "identifier": 7, "thing": None}
    found = read(json.dumps(whole).encode())
    assert found.foreign == (FOREIGN[0], FOREIGN[2])
    [only] = found.messages
    assert (only.place, found.rejected) == ("foreign[1]", 1)
    assert "identifier" in said(SENTENCES, only.code, only.facts)
    assert read(json.dumps(whole | {"foreign": 1}).encode()).rejected == 1


def test_an_edition_of_the_first_schema_is_read():
    assert read(STORED.encode()).snapshot == canonical.parse(STORED)


def test_each_code_has_its_sentence():
    assert codes_in(native, prefix="native") == set(SENTENCES)
