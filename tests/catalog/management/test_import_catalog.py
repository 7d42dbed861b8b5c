"""The commands do what the screens do: bring a file in, say what it would change, and write it out again."""

import json
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog.compile import compile_live
from catalog.exchange.core.formats import native
from catalog.models import Edition, FileImport, Framework
from tests.project.test_presses import rows
from tests.workshop import FRAMEWORK


def imported(*arguments: Any) -> str:
    said = StringIO()
    call_command("import_catalog", *map(str, arguments), stdout=said)
    return said.getvalue()


def exported(*arguments: str) -> bytes:
    data = BytesIO()
    out = TextIOWrapper(data, encoding="utf-8")
    call_command("export_catalog", *arguments, stdout=out)
    return data.getvalue()


@pytest.fixture
def framework(edition: Edition) -> Framework:
    return Framework.objects.get(slug=FRAMEWORK)


@pytest.fixture
def file(framework: Framework, tmp_path: Path) -> Path:
    value = compile_live(framework)
    path = tmp_path / "my file.json"
    path.write_bytes(native.write(replace(value, roles=tuple(replace(role, summary="New.") for role in value.roles))))
    return path


def test_a_dry_run_says_what_would_change_and_changes_nothing(file):
    before = rows()
    report = json.loads(imported(file, "--framework", FRAMEWORK, "--dry-run", "--report", "json"))
    assert rows() == before
    assert report["changes"]["role"] == {"created": 0, "updated": 1, "unchanged": 0, "removed": 0}
    assert report["holds"]["skill"] == 7
    assert (report["state"], report["format"], report["rejected"], report["messages"]) == (
        "previewed", "native", 0, [],
    )  # fmt: skip


def test_a_file_comes_in_and_out_again(file, framework):
    said = imported(file, "--framework", FRAMEWORK)
    assert "role: 1 in the file; 0 created, 1 updated, 0 unchanged, 0 removed" in said
    assert native.read({"a": exported(FRAMEWORK, "--format", "json")}).snapshot == compile_live(framework)
    assert compile_live(framework) == native.read({"a": file.read_bytes()}).snapshot


def test_an_edition_comes_out_as_it_was_published(file, framework, edition):
    imported(file, "--framework", FRAMEWORK)
    out = exported(FRAMEWORK, "--format", "json", "--edition", edition.digest[:12])
    assert native.read({"a": out}).snapshot.roles[0].summary != "New."


def test_a_folder_or_a_zip_of_one_file_is_read(file):
    report = json.loads(imported(file.parent, "--framework", "twin", "--name", "Twin", "--report", "json"))
    assert report["state"] == "applied"
    assert Framework.objects.get(slug="twin").name == "Twin"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.json", "--framework", "new"], "cannot be read"),
        (["FILE", "--framework", "No Key"], "lower-case"),
        (["FILE", "--framework", FRAMEWORK, "--name", "Other"], "already"),
        (["BAD", "--framework", "new"], "no kind of file"),
        (["BAD", "--framework", "new", "--report", "json"], "no kind of file"),
        (["FILE", "--framework", "new", "--mapping", "nowhere.yaml"], "cannot be read"),
        (["FILE", "--framework", "new", "--mapping", "BAD"], "YAML"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(file, tmp_path, arguments, said):
    bad = tmp_path / "bad"
    bad.write_bytes(b"a: [\xff")
    names = {"FILE": str(file), "BAD": str(bad)}
    before = set(Framework.objects.values_list("slug", flat=True))
    with pytest.raises(CommandError, match=said):
        imported(*(names.get(each, each) for each in arguments))
    assert set(Framework.objects.values_list("slug", flat=True)) == before
    assert not FileImport.objects.filter(state="applied").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--format", "json"], "no framework nowhere"),
        ([FRAMEWORK, "--format", "json", "--edition", "f" * 64], "no edition"),
    ],
)
def test_what_is_not_there_cannot_be_written(framework, arguments, said):
    with pytest.raises(CommandError, match=said):
        exported(*arguments)
