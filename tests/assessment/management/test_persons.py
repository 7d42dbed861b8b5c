"""Copies and erasures for who asks in writing, and erasures again after a restore."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from assessment.models import Assessment
from tests.assessment.privacy.person import Person


@pytest.fixture
def ann(edition) -> Person:
    return Person("ann-canary", edition)


def run(*given: str) -> str:
    said = StringIO()
    call_command(*given, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("of", ["account", "attempt"])
def test_a_copy_is_written_to_a_file_for_its_owner_alone(ann, tmp_path, of):
    file = tmp_path / "copy.json"
    who = [ann.address.upper()] if of == "account" else [f"--attempt={ann.attempt.public_id}"]
    assert run("export_person", *who, "--to", str(file)).startswith("Written: ")
    assert json.loads(file.read_text())["whose"] == of
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_copy_by_its_name_is_a_pdf(ann, tmp_path):
    run("export_person", f"--attempt={ann.attempt.public_id}", "--to", str(tmp_path / "copy.pdf"))
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "who", [["nobody@example.org"], ["--attempt=" + "x" * 22], [], ["a@example.org", "--attempt", "x"]]
)
@pytest.mark.parametrize("command", ["export_person", "erase_person"])
def test_what_is_not_there_is_said_and_nothing_is_done(ann, tmp_path, command, who):
    more = ["--to", str(tmp_path / "copy.json")] if command == "export_person" else ["--yes"]
    with pytest.raises(CommandError, match=r"There is no|There is nothing|Give the address"):
        run(command, *who, *more)
    assert list(tmp_path.iterdir()) == []
    assert User.objects.filter(pk=ann.user.pk).exists()


def test_no_file_is_written_over(ann, tmp_path):
    (tmp_path / "copy.json").write_text("mine")
    with pytest.raises(CommandError, match="cannot be written: File exists"):
        run("export_person", ann.address, "--to", str(tmp_path / "copy.json"))
    assert (tmp_path / "copy.json").read_text() == "mine"


def test_an_erasure_asks_first(ann, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _asked: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", ann.address)
    assert User.objects.filter(pk=ann.user.pk).exists()
    monkeypatch.setattr("builtins.input", lambda _asked: "yes")
    assert run("erase_person", ann.address) == "Erased: accounts: 1; attempts: 0\n"
    assert not User.objects.filter(pk=ann.user.pk).exists()


def test_an_attempt_is_erased_by_its_id(ann):
    assert run("erase_person", f"--attempt={ann.first.public_id}", "--yes") == "Erased: accounts: 0; attempts: 1\n"
    assert [each.pk for each in Assessment.objects.all()] == [ann.attempt.pk]


def test_erasures_are_applied_from_another_machines_file_and_a_bad_one_is_refused(
    ann, settings, tmp_path, begin, alice, django_capture_on_commit_callbacks
):
    settings.ERASURE_LEDGER = str(tmp_path / "ledger")
    loose = begin(alice)
    with django_capture_on_commit_callbacks(execute=True):
        run("erase_person", f"--attempt={loose.public_id}", "--yes")
    other = tmp_path / "ledger of the other"
    (tmp_path / "ledger").rename(other)
    loose.pk = None
    loose.save(force_insert=True)

    assert run("apply_erasures", "--ledger", str(other)) == "Erased again: accounts: 0; attempts: 1\n"
    other.write_text("nonsense\n")
    with pytest.raises(CommandError, match="Line 1"):
        run("apply_erasures", "--ledger", str(other))
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("apply_erasures", "--ledger", str(tmp_path / "nowhere"))
