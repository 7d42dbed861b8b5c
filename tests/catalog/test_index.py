"""What visitors can find now: written by publishing, told from an edition, and mended where it is wrong."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessment.answering import reading as answering
from assessment.role import reading
from catalog import editions, finished, index
from catalog.models import Publication, PublishedRole, PublishedSkill, Role, Skill
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.workshop import FRAMEWORK, PLACE, RETIRED, ROLE, SKILLS


def test_publishing_lets_the_roles_and_skills_of_an_edition_be_found(edition):
    [role] = index.roles()
    assert (str(role), role.edition, role.framework_name) == (PLACE, edition, edition.framework.name)
    assert (role.name, role.summary, role.language) == ("Maker", "Makes what is asked for.", "ar")
    assert (role.levels, role.questions, role.quick, role.minutes) == (3, 6, 4, 5)
    assert {row.slug for row in index.skills()} == {*SKILLS, RETIRED}


def test_only_what_is_current_can_be_found(edition):
    Role.objects.update(slug="builder")
    Skill.objects.filter(slug="cut").update(name="Cutting")
    newer = editions.publish(framework=edition.framework, by="tests", at=NOW)
    assert [(row.slug, row.edition) for row in index.roles()] == [("builder", newer)]
    assert index.skills().get(slug="cut").name == "Cutting"
    with pytest.raises(Http404):
        editions.digest_with_role(FRAMEWORK, ROLE)
    Role.objects.update(slug=ROLE)
    Skill.objects.filter(slug="cut").update(name="To cut")
    assert editions.publish(framework=edition.framework, by="tests", at=NOW) == edition
    assert [(row.slug, row.edition) for row in index.roles()] == [(ROLE, edition)]
    assert index.skills().get(slug="cut").name == "To cut"


def test_how_much_a_role_asks_is_counted_as_its_pages_count_it(edition):
    """The must-haves of the workshop are cutting, asking, and both of a group."""
    assert answering.size(editions.load(edition.digest), ROLE) == (6, 4, 5)


def verify(*options: str) -> str:
    out = StringIO()
    call_command("verify_editions", *options, stdout=out)
    return out.getvalue()


SPOILT = {
    "a figure": lambda: PublishedRole.objects.update(questions=1),
    "a name": lambda: PublishedSkill.objects.filter(slug="cut").update(name="x"),
    "a skill that is not listed": lambda: PublishedSkill.objects.filter(slug="cut").delete(),
    "no role": lambda: PublishedRole.objects.all().delete(),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_index_that_is_wrong_is_found_and_mended(edition, spoil):
    other = publish_framework(slug="made")
    before = verify()
    spoil()
    wrong = [pub.edition.framework.slug for pub, is_true in editions.verify_index() if not is_true]
    assert FRAMEWORK in wrong
    with pytest.raises(CommandError, match=r"The index of roles and skills is wrong for: .*workshop"):
        verify()
    assert f"Index written anew: {FRAMEWORK}\n" in verify("--mend")
    assert verify() == before == "Editions verified: 2\n"
    assert [row.edition for row in index.roles()] == [other, edition]


def test_an_older_publication_in_the_index_is_found(edition):
    Publication.objects.create(edition=edition, at=NOW)
    assert [is_true for _publication, is_true in editions.verify_index()] == [False]


@pytest.mark.parametrize("frameworks", [1, 30])
def test_a_new_process_reads_no_edition_that_a_page_is_not_about(db, frameworks):
    for number in range(frameworks):
        publish_framework(1, slug=f"made{number}")
    costs = {path: cold(path) for path in PAGES}
    assert costs == PAGES


# What each page costs in a process that has served nothing: the index, and the one edition that it is about, of which a
# page that is kept asks the digest first.
PAGES = {
    "/": 3,
    "/roles/made0/made0-role/": 3,
    "/roles/made0/made0-role/about/": 3,
    "/roles/made0/made0-role/start/": 2,
    "/skills/made0/made0-skill-0/": 3,
}


def cold(path: str) -> int:
    editions.kept.cache_clear()
    finished.forget()
    reading.kept_compiled.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return len(queries)
