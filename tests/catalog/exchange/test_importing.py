"""A file changes nothing until it is applied, then all or nothing, and undone it is as if it had never come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catalog import editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.files import FileUnfit
from catalog.core.snapshot import Snapshot
from catalog.exchange import importing, later, records
from catalog.exchange.core.formats import native
from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import AuditEntry, FileImport, Framework, KeptDraft, Skill
from catalog.restore import DraftChanged
from tests.conftest import NOW
from tests.project.test_presses import rows
from tests.workshop import FRAMEWORK

FOREIGN = (Foreign("case", "1-2-3", Thing("skill", ("cut",)), {"notes": ["kept"]}), Foreign("case", "4", None, {}))
State = FileImport.State


@pytest.fixture
def framework(edition: Any) -> Framework:
    return Framework.objects.get(slug=FRAMEWORK)


def live(framework: Framework) -> Snapshot:
    return compile_live(Framework.objects.get(pk=framework.pk))


def changed(value: Snapshot) -> Snapshot:
    skills = tuple(replace(each, name=f"{each.name}!") for each in value.skills if each.slug != "teach")
    roles = tuple(
        replace(
            role,
            levels=tuple(
                replace(level, requirements=tuple(need for need in level.requirements if need.skill != "teach"))
                for level in role.levels
            ),
            notes=tuple(
                replace(note, skills=tuple(skill for skill in note.skills if skill != "teach")) for note in role.notes
            ),
        )
        for role in value.roles
    )
    resources = tuple(
        replace(each, steps=tuple(row for row in each.steps if row.skill != "teach")) for each in value.resources
    )
    return replace(value, skills=skills, roles=roles, resources=resources)


def brought(value: Snapshot | bytes, framework: Framework | None = None, **named: Any) -> FileImport:
    data = value if isinstance(value, bytes) else native.write(value, FOREIGN)
    row = importing.bring(name="my file.json", data=data, framework=framework, by="erin", at=NOW, **named)
    row.save()
    return importing.preview(row)


def applied(row: FileImport) -> FileImport:
    return importing.apply(row=row, by="erin", at=NOW)


def codes(row: FileImport) -> list[str]:
    return [each.code for each in importing.messages_of(row)]


def test_a_preview_changes_nothing_of_the_catalogue(framework):
    new = changed(live(framework))
    before = rows()
    row = brought(new, framework)
    after = rows()
    assert {model for model in after if after[model] != before[model]} == {"catalog.FileImport"}
    assert (row.state, row.format, row.rejected) == (State.PREVIEWED, "native", 0)
    assert row.counts["skill"] == {"created": 0, "updated": 6, "unchanged": 0, "removed": 1}
    assert row.counts["held"]["skill"] == 6


def test_it_is_applied_and_undone_to_the_digest(framework):
    before, new = live(framework), changed(live(framework))
    records.put(framework, FOREIGN[:1])
    row = applied(brought(new, framework))
    assert (row.state, row.stage, row.data) == (State.APPLIED, "done", None)
    assert live(framework) == new
    assert records.of(framework) == FOREIGN
    entry = AuditEntry.objects.latest("pk")
    assert (entry.by, entry.verb, entry.values["draft"]) == ("erin", "restored", [None, "the file my file.json"])
    row = importing.undo(row=row, by="erin", at=NOW)
    assert row.state == State.UNDONE
    assert canonical.digest(live(framework)) == canonical.digest(before)
    assert records.of(framework) == FOREIGN[:1]


def test_the_same_file_twice_changes_nothing(framework):
    new = changed(live(framework))
    applied(brought(new, framework))
    row = brought(new, framework)
    for kind, counted in row.counts.items():
        assert kind == "held" or counted["created"] + counted["updated"] + counted["removed"] == 0
    assert applied(row).state == State.APPLIED
    assert KeptDraft.objects.count() == 1


def test_a_new_framework_comes_and_goes(framework):
    value = live(framework)
    row = applied(brought(value, slug="twin", title="The twin"))
    made = Framework.objects.get(slug="twin")
    assert row.framework == made
    assert made.name == "The twin"
    own = replace(value.framework, slug="twin", uuid=str(made.uuid), name="The twin")
    assert live(made) == replace(value, framework=own)
    importing.undo(row=row, by="erin", at=NOW)
    assert not Framework.objects.filter(slug="twin").exists()
    row.refresh_from_db()
    assert (row.framework, row.state) == (None, State.UNDONE)


def test_a_new_framework_that_was_published_stays_without_what_came(framework):
    row = applied(brought(live(framework), slug="twin"))
    made = Framework.objects.get(slug="twin")
    assert made.name == live(framework).framework.name
    editions.publish(framework=made, by="erin", at=NOW)
    importing.undo(row=row, by="erin", at=NOW)
    assert live(made).skills == ()
    assert made.editions.count() == 1


def test_two_files_cannot_make_the_same_framework(framework):
    first, second = (brought(live(framework), slug="twin") for _ in range(2))
    assert applied(first).state == State.APPLIED
    refused = applied(second)
    assert (refused.state, codes(refused)) == (State.REFUSED, ["exchange-key-taken"])


def test_a_framework_that_is_gone_meanwhile_is_not_made_again(framework):
    other = Framework.objects.create(slug="other", name="Other")
    row = brought(live(framework), other)
    other.delete()
    row = applied(FileImport.objects.get(pk=row.pk))
    assert (row.state, codes(row)) == (State.REFUSED, ["exchange-framework-gone"])


def test_what_was_compared_must_still_be_there(framework):
    row = brought(changed(live(framework)), framework)
    Skill.objects.filter(slug="cut").update(name="Changed meanwhile")
    before = live(framework)
    row = applied(row)
    assert (row.state, codes(row)) == (State.REFUSED, ["exchange-draft-changed"])
    assert live(framework) == before
    assert importing.preview(row).state == State.PREVIEWED
    assert applied(row).state == State.APPLIED
    Skill.objects.filter(slug="cut").update(name="Changed since")
    with pytest.raises(DraftChanged):
        importing.undo(row=row, by="erin", at=NOW)


def test_what_no_row_can_hold_is_refused_as_a_whole(framework, monkeypatch):
    row = brought(changed(live(framework)), framework)
    FileImport.objects.filter(pk=row.pk).update(payload=row.payload.replace('"area":"craft"', '"area":"nowhere"'))
    before = live(framework)
    row = applied(FileImport.objects.get(pk=row.pk))
    assert (row.state, codes(row)) == (State.REFUSED, ["exchange-cannot-hold"])
    assert live(framework) == before


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1}', b"PK\x03\x04broken", b"\xff\xfe\x00", b"[" * 100])
def test_a_bad_file_is_refused_with_a_sentence(framework, data):
    row = brought(data, framework)
    assert row.state == State.REFUSED
    assert len(codes(row)) == 1


def test_a_file_that_is_too_large_is_not_taken():
    with pytest.raises(FileUnfit) as caught:
        importing.bring(name="a", data=bytes(5_000_001), by="erin", at=NOW)
    assert caught.value.code == "too_large"


def test_a_format_that_there_is_not_is_refused(framework):
    row = brought(live(framework), framework, format="doc")
    assert codes(row) == ["exchange-format"]


def test_each_state_allows_what_it_allows(framework):
    row = brought(live(framework), framework)
    with pytest.raises(importing.NotWaiting):
        importing.undo(row=row, by="erin", at=NOW)
    stale = FileImport.objects.get(pk=row.pk)
    applied(row)
    for verb in (importing.preview, applied):
        with pytest.raises(importing.NotWaiting):
            verb(row)
    with pytest.raises(importing.NotWaiting):
        applied(stale)
    importing.undo(row=row, by="erin", at=NOW)
    with pytest.raises(importing.NotWaiting):
        importing.undo(row=row, by="erin", at=NOW)


def test_who_was_taken_for_interrupted_writes_nothing(framework):
    row = brought(changed(live(framework)), framework)
    importing.begin_to_apply(row=row, by="erin", at=NOW)
    assert importing.settle(at=NOW) == 0
    assert importing.settle(at=NOW + importing.INTERRUPTED_AFTER + timedelta(seconds=1)) == 1
    before = live(framework)
    with pytest.raises(importing.NotWaiting):
        applied(row)
    row.refresh_from_db()
    assert (row.state, codes(row)) == (State.REFUSED, ["exchange-interrupted"])
    assert live(framework) == before
    assert importing.preview(row).state == State.PREVIEWED


def test_files_are_not_kept_for_ever(framework):
    row = brought(live(framework), framework)
    assert importing.forget(before=row.since) == 0
    assert importing.forget(before=row.since + timedelta(seconds=1)) == 1


def test_later_does_the_same(framework):
    new = changed(live(framework))
    row = importing.bring(name="a.json", data=native.write(new), framework=framework, by="erin", at=NOW)
    row.save()
    later.preview_later(row)
    row.refresh_from_db()
    assert row.state == State.PREVIEWED
    later.apply_later(row=row, by="erin", at=NOW)
    row.refresh_from_db()
    assert (row.state, row.by) == (State.APPLIED, "erin")
    assert live(framework) == new
