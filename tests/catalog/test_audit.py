"""The audit log: every change of every table, by whom and with its values; it only grows."""

import pytest
from django.apps import apps
from django.db.models.signals import post_delete, post_save

from catalog import audit
from catalog.models import Anchor, AuditEntry, AuditEntryIsKept, Framework, RoleNote, Skill
from catalog.models.base import NaturallyKeyed
from tests import factories as make
from tests.catalog.editor import edit, main_form, page_of
from tests.pages import Page


@pytest.fixture(autouse=True)
def _nothing_logged_yet(db: None) -> None:
    """Without what was logged when the catalogue of the tests was made."""
    found = AuditEntry.objects.all()
    found._raw_delete(found.db)


def entries(**which):
    return list(AuditEntry.objects.filter(**which).order_by("pk"))


def written(entry):
    return entry.by, entry.verb, entry.kind, entry.name, entry.values


@pytest.fixture
def skill(db):
    return Skill.objects.get(slug="cut")


def test_what_an_editor_changes_is_logged_with_both_values(erin):
    path = page_of("skill")
    edit(erin, path, definition="Another definition.", **{"anchors-2-text": "I cut another way."})
    page = {"page_kind": "skill", "page_id": path.split("/")[-3]}
    anchor, skill = sorted(entries(**page), key=lambda entry: entry.kind)
    assert written(skill)[:4] == ("erin", "changed", "skill", str(Skill.objects.get(slug="cut")))
    assert skill.values["definition"][1] == "Another definition."
    assert (anchor.by, anchor.kind, anchor.values["text"][1]) == ("erin", "anchor", "I cut another way.")
    assert set(anchor.values) == {"text"}
    assert anchor.framework == Framework.objects.get()


def test_saving_without_a_change_logs_nothing(erin):
    for model in ("framework", "area", "skill", "role", "rolelevel", "rolenote", "salaryrange", "resource"):
        edit(erin, page_of(model))
    assert entries() == []


@pytest.mark.parametrize("factory", [
    make.AreaFactory, make.SkillFactory, make.AnchorFactory, make.RoleFactory, make.RoleLevelFactory,
    make.RequirementFactory, make.RoleNoteFactory, make.SalaryRangeFactory, make.ResourceFactory,
    make.PrerequisiteFactory,
], ids=lambda factory: factory.__name__)  # fmt: skip
def test_a_row_that_comes_and_goes_is_logged_each_time(db, factory):
    row = factory()
    kind = row._meta.model_name
    key = {"kind": kind, "name": str(row)[:300]}
    row.delete()
    added, deleted = entries(**key)
    assert (added.verb, deleted.verb) == (audit.ADDED, audit.DELETED)
    assert {name for name, (was, _now) in added.values.items() if was is not None} == set()
    assert added.values.keys() <= deleted.values.keys() | {"uuid"}


def test_every_table_that_editors_write_to_is_watched():
    tables = [model for model in apps.get_app_config("catalog").get_models() if issubclass(model, NaturallyKeyed)]
    assert len(tables) >= 15
    unwatched = [model for model in tables for signal in (post_save, post_delete) if not signal.has_listeners(model)]
    assert unwatched == []


def test_another_thing_is_told_by_its_name(skill):
    other = make.AreaFactory(framework=skill.framework, name="Elsewhere")
    before = str(skill.area)
    skill.area = other
    skill.save()
    [entry] = entries(kind="skill", verb="changed")
    assert entry.values == {"area": [before, "Elsewhere"]}


def test_a_list_of_other_things_is_told_as_it_was_and_is(skill):
    note = RoleNote.objects.filter(role__framework=skill.framework).first()
    note.skills.set([])
    note.skills.set([skill])
    entry = entries()[-1]
    assert (entry.kind, entry.page_kind, entry.page_id) == ("rolenote", "rolenote", str(note.pk))
    assert entry.values == {"skills": [[], [str(skill)]]}


def test_deleting_many_rows_names_what_they_belong_to_once(db, django_assert_max_num_queries):
    level = make.RoleLevelFactory()
    make.RoleNoteFactory.create_batch(20, role=level.role)
    rows = RoleNote.objects.filter(role=level.role)
    with audit.written_by(lambda: "erin"), django_assert_max_num_queries(20 + 12):
        rows.delete()
    assert [entry.by for entry in entries(verb="deleted", kind="rolenote")] == ["erin"] * 20


def test_what_is_renamed_has_its_new_name_from_then_on(skill):
    [first, *_others] = Anchor.objects.filter(skill=skill)
    with audit.written_by(lambda: "erin"):
        first.text = "Said otherwise"
        first.save()
        skill.name = "Renamed"
        skill.save()
        first.text = "Said once more"
        first.save()
    before, _renaming, after = (entry.name for entry in entries())
    assert before != after
    assert "Renamed" in after


def test_rows_of_one_thing_look_it_up_once(db, django_assert_max_num_queries):
    skill = make.SkillFactory()
    with audit.written_by(lambda: "erin"), django_assert_max_num_queries(2 * 20 + 4):
        for step in range(20):
            Anchor.objects.create(skill_id=skill.pk, step=step, text="Does it.")


def test_an_entry_outlives_what_it_tells_of(db):
    level = make.RoleLevelFactory()
    framework = level.role.framework
    pk = framework.pk
    framework.delete()
    assert {entry.kind for entry in entries(framework_id=pk, verb="deleted")} == {"framework", "role", "rolelevel"}


def test_an_entry_is_neither_changed_nor_deleted(skill):
    skill.name = "Renamed"
    skill.save()
    [entry] = entries()
    entry.by = "somebody else"
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(by="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["by"]),
        lambda: AuditEntry.objects.bulk_create([entry], update_conflicts=True, update_fields=["by"]),
    ):
        with pytest.raises(AuditEntryIsKept):
            change()
    assert entries()[0].by == ""


def test_what_fixtures_load_is_not_logged(db):
    anchor = Anchor.objects.first()
    anchor.text = "Another text."
    anchor.save_base(raw=True)
    assert entries() == []


def test_the_log_is_read_from_the_page_of_a_thing(erin):
    path = page_of("skill")
    edit(erin, path, definition="<b>Another</b> definition.")
    history = erin.get(path.replace("change", "history"), follow=True)
    assert history.status_code == 200
    shown = Page(history.content)
    assert any("&lt;b&gt;Another" in part or "<b>Another</b>" in part for part in shown.texts("td"))
    [entry] = entries()
    detail = Page(erin.get(f"/admin/catalog/auditentry/{entry.pk}/change/").content)
    assert detail.texts("ins") == ["<b>Another</b> definition."]


def test_nobody_writes_to_the_log_by_a_page(rose, skill):
    skill.name = "Renamed"
    skill.save()
    [entry] = entries()
    pages = ("add/", f"{entry.pk}/delete/")
    assert [rose.get(f"/admin/catalog/auditentry/{page}").status_code for page in pages] == [403, 403]
    assert rose.post(f"/admin/catalog/auditentry/{entry.pk}/change/", {"by": "x"}).status_code == 403


def test_publishing_is_logged(erin, edition):
    Skill.objects.filter(slug="cut").update(name="To cut well")
    page = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    erin.post(page, main_form(erin.get(page)).fields)
    [entry] = entries(verb="published")
    assert (entry.by, entry.page_kind) == ("erin", "edition")
    assert entry.values["digest"][0] == edition.digest
