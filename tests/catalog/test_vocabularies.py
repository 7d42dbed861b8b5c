"""Public vocabularies in the editor: uploaded, searched, linked, followed; and never linked by themselves."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import audit, vocabularies
from catalog.models import Concept, ExternalLink, Framework, Skill, Vocabulary
from tests.catalog.core.test_vocabularies import ESCO, esco, row
from tests.conftest import signed_in
from tests.factories import ExternalLinkFactory, make_framework
from tests.pages import Page, text

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
LIST = "/admin/catalog/vocabulary/"
UPLOAD = f"{LIST}upload/"


@pytest.fixture
def skill(db) -> Skill:
    make_framework()
    return Skill.objects.get(slug="made-skill-0")


def keep(version: str, *rows: str) -> Vocabulary:
    kept, _parsed = vocabularies.store(
        scheme="esco", version=version, released=None, name="x.csv", data=esco(*rows), by="tests", at=NOW
    )
    return kept


def of(skill: Skill, query: str = "") -> str:
    return f"{LIST}skill/{skill.pk}/{query}"


def whole(skill: Skill) -> str:
    return f"{LIST}framework/{skill.framework_id}/"


def staff(*rights: str) -> Client:
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


def upload(client: Client, data: bytes, version: str = "1.2"):
    file = SimpleUploadedFile("skills_en.csv", data, "text/csv")
    return client.post(UPLOAD, {"scheme": "esco", "version": version, "released": "2024-05-15", "file": file})


def test_a_file_that_is_uploaded_is_there_to_choose_from_and_links_nothing(erin, skill):
    before = ExternalLink.objects.count()
    assert upload(erin, esco(row("1", "plan"), row("2", ""))).status_code == 302
    assert list(Concept.objects.values_list("uri", "label")) == [(f"{ESCO}1", "plan")]
    said = text(Page(erin.get(LIST).content))
    assert "1 concept of ESCO 1.2 is here." in said
    assert "1 row was left out. skills_en.csv, row 3: the concept has no label." in said
    assert ExternalLink.objects.count() == before


def test_a_second_file_of_a_version_adds_to_it(erin, skill):
    upload(erin, esco(row("1", "plan"), row("2", "write")))
    upload(erin, esco(row("2", "writing"), row("3", "read")))
    assert Vocabulary.objects.count() == 1
    assert sorted(Concept.objects.values_list("label", flat=True)) == ["plan", "read", "writing"]


def test_a_file_that_is_none_is_refused_with_the_reason_and_nothing_is_kept(erin, db):
    refused = upload(erin, b"a,b\n1,2\n")
    assert (refused.status_code, Vocabulary.objects.count()) == (422, 0)
    assert "its columns have other names" in refused.content.decode()
    assert 'value="1.2"' in refused.content.decode()


def test_a_file_may_be_larger_than_other_forms_and_not_without_end(erin, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    assert upload(erin, esco(row(), *(row(str(n), "x" * 90) for n in range(60)))).status_code == 302
    settings.UPLOAD_LIMIT = 3000
    assert upload(erin, esco(*(row(str(n), "x" * 90) for n in range(60)))).status_code == 413


def test_an_editor_searches_picks_and_says_how_the_two_relate(erin, skill):
    keep("1.1", row("9", "old plan"))
    keep(
        "1.2",
        row("1", "Plan"),
        row("2", "plan a day"),
        row("3", "organise", altLabels="make a plan"),
        row("4", "write"),
    )
    page = Page(erin.get(of(skill, "?q=PLAN")).content)
    found = [each.text for each in page.all("strong") if each.find_parent("label")]
    assert found == ["Plan", "plan a day", "organise"]
    [form] = [form for form in page.forms if "relation" in form.fields]
    concept = Concept.objects.get(uri=f"{ESCO}2", vocabulary__version="1.2")
    said = {"concept": str(concept.pk), "relation": "broadMatch"}
    assert erin.post(of(skill, "?q=plan"), form.fields | said).status_code == 302
    link = skill.links.get(label="plan a day")
    assert (link.scheme, link.scheme_version, link.uri, link.relation) == ("esco", "1.2", f"{ESCO}2", "broadMatch")
    again = erin.post(of(skill, "?q=plan"), said)
    assert (again.status_code, skill.links.filter(uri=concept.uri).count()) == (409, 1)


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"relation": "broadMatch"}, 422, "please pick a concept"),
        ({"concept": "1"}, 422, "please say how the two relate"),
        ({"concept": "x", "relation": "broadMatch"}, 422, "this concept is not here any more"),
        ({"concept": "999999", "relation": "broadMatch"}, 409, "this concept is not here any more"),
    ],
)
def test_without_a_concept_and_a_relation_nothing_is_linked(erin, skill, fields, status, said):
    refused = erin.post(of(skill), fields)
    assert (refused.status_code, skill.links.count()) == (status, 0)
    assert said in refused.content.decode()


def test_words_are_found_whatever_their_case_and_accents_and_signs_are_no_patterns(skill):
    kept = keep("1.2", row("1", "Café résumé"), row("2", "100%_sure"))
    assert [each.label for each in vocabularies.search("cafe RESUME", [kept])] == ["Café résumé"]
    assert [each.label for each in vocabularies.search("_", [kept])] in ([], ["100%_sure"])
    assert vocabularies.search("  ", [kept]) == []


def test_a_newer_version_is_announced_and_followed_where_the_words_are_the_same(erin, skill):
    same, other, gone = (
        ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}{key}", label=label)
        for key, label in (("1", "plan"), ("2", "write"), ("3", "read"))
    )
    keep("1.1", row("1", "plan"), row("2", "write"), row("3", "read"))
    assert vocabularies.news_of(skill.links.all()) == []
    keep("1.2", row("1", "plan"), row("2", "write books"))
    states = {each.link.pk: each.state for each in vocabularies.news_of(skill.links.all())}
    assert states == {same.pk: "same", other.pk: "changed", gone.pk: "gone"}
    said = text(Page(erin.get(of(skill)).content))
    assert "ESCO 1.2 is here and holds it in the same words." in said
    assert "ESCO 1.2 is here and holds it in other words: “write books”." in said
    assert "ESCO 1.2 is here and no longer holds it." in said

    page = Page(erin.get(whole(skill)).content)
    [form] = [form for form in page.forms if "follow" in form.fields]
    assert erin.post(whole(skill), form.fields).status_code == 302
    assert sorted(skill.links.values_list("label", "scheme_version")) == [
        ("plan", "1.2"),
        ("read", "1.1"),
        ("write", "1.1"),
    ]


def test_other_words_of_a_definition_are_a_change_too(skill):
    ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}1", label="plan")
    keep("1.1", row("1", "plan", description="To plan."))
    keep("1.2", row("1", "plan", description="To plan ahead."))
    assert [each.state for each in vocabularies.news_of(skill.links.all())] == ["changed"]


def test_in_other_words_a_link_follows_once_somebody_says_anew_how_it_relates(erin, skill):
    link = ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}1", label="plan", relation="exactMatch")
    keep("1.2", row("1", "planning"))
    sent = {"follow": f"{link.pk}|1.1|1.2"}
    assert erin.post(of(skill), sent).status_code == 409
    assert erin.post(of(skill), sent | {"relation": "no"}).status_code == 409
    assert erin.post(of(skill), sent | {"relation": "broadMatch"}).status_code == 302
    link.refresh_from_db()
    assert (link.label, link.scheme_version, link.relation) == ("planning", "1.2", "broadMatch")


def test_a_link_that_changed_while_somebody_looked_is_left_as_it_is(erin, skill):
    link = ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}1", label="plan")
    keep("1.2", row("1", "plan"))
    for sent in (f"{link.pk}|1.0|1.2", f"{link.pk}|1.1|1.3", "x", f"{link.pk + 99}|1.1|1.2"):
        refused = erin.post(of(skill), {"follow": sent})
        assert (refused.status_code, "Please look again." in refused.content.decode()) == (409, True)
    link.refresh_from_db()
    assert link.scheme_version == "1.1"


def test_a_version_goes_with_its_concepts_and_takes_no_link_along(erin, skill):
    link = ExternalLinkFactory(skill=skill, uri=f"{ESCO}1")
    kept = keep("1.2", row("1", "plan"), row("2", "write"))
    page = f"{LIST}{kept.pk}/delete/"
    assert "Concepts: 2" in text(Page(erin.get(page).content))
    assert erin.post(page, {"post": "yes"}).status_code == 302
    assert (Vocabulary.objects.count(), Concept.objects.count()) == (0, 0)
    assert ExternalLink.objects.filter(pk=link.pk).exists()


def test_coming_and_going_of_a_version_is_logged_once_each(erin, db):
    kept = keep("1.2", row("1"))
    pk = kept.pk
    kept.delete()
    log = [(entry.verb, entry.name) for entry in audit.of_page(Vocabulary, pk)]
    assert log == [("deleted", "ESCO 1.2"), ("uploaded", "ESCO 1.2")]


def test_who_may_only_look_links_and_uploads_nothing(skill):
    link = ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}1", label="plan")
    kept = keep("1.2", row("1", "plan"))
    sam = staff("view_vocabulary", "view_externallink")
    assert (sam.get(of(skill, "?q=plan")).status_code, sam.get(whole(skill)).status_code) == (200, 200)
    concept = str(kept.concepts.get().pk)
    assert sam.post(of(skill), {"concept": concept, "relation": "broadMatch"}).status_code == 403
    assert sam.post(whole(skill), {"follow": f"{link.pk}|1.1|1.2"}).status_code == 403
    assert (sam.get(UPLOAD).status_code, upload(sam, esco(row())).status_code) == (403, 403)
    User.objects.get(username="sam").user_permissions.clear()
    assert [sam.get(page).status_code for page in (LIST, of(skill), whole(skill))] == [403, 403, 403]


@pytest.mark.parametrize("count", [1, 60])
def test_searching_and_following_cost_the_same_for_few_and_for_many(erin, skill, count):
    rows = [row(str(number), f"plan {number}") for number in range(count)]
    keep("1.1", *rows)
    keep("1.2", *rows)
    for number in range(count):
        ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}{number}", label=f"plan {number}")
    erin.get("/admin/")
    costs = []
    for page in (of(skill, "?q=plan"), whole(skill)):
        with CaptureQueriesContext(connection) as queries:
            assert erin.get(page).status_code == 200
        costs.append(len(queries))
    assert costs == [10, 8]


def test_words_of_a_vocabulary_are_shown_as_words(erin, skill):
    canary = "<script>alert(1)</script> plan"
    keep("1.1", row("1", canary))
    kept = keep("1.2", row("1", f"{canary}s", altLabels=canary, description=canary))
    ExternalLinkFactory(skill=skill, scheme_version="1.1", uri=f"{ESCO}1", label=canary)
    for page in (of(skill, "?q=plan"), whole(skill), LIST, f"{LIST}{kept.pk}/change/"):
        assert "<script>alert" not in erin.get(page).content.decode(), page


def test_unknown_things_have_no_page(erin, db):
    assert [erin.get(f"{LIST}{kind}/0/").status_code for kind in ("skill", "framework")] == [404, 404]
    assert Framework.objects.filter(pk=0).count() == 0
