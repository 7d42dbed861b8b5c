"""What was begun or finished on an edition stays as it is, whatever editors do to the live catalogue afterwards."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client

from assessment.models import Assessment
from assessment.role import reading
from catalog import editions
from catalog.models import (
    Anchor,
    Area,
    Edition,
    Framework,
    PracticePerson,
    Prerequisite,
    Requirement,
    Role,
    RoleLevel,
    ScaleStep,
    Skill,
)
from tests.conftest import NOW
from tests.workshop import PLACE

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
NEWER = re.compile(rb'<div class="notice">\s*<p>\s*<strong>There is a newer edition.*?</div>\n?', re.DOTALL)
STARTED = ("practice/", "questions/craft/", "questions/people/", "check/")
FINISHED = ("report/", "report/?level=lead", "report.json", "report.csv", "report.xlsx", "report.pdf")


@pytest.fixture
def attempts(begin, alice) -> dict[str, Assessment]:
    answers = {"cut": 4, "measure": 2, "glue": 2, "ask": 1, "teach": 3}
    return {"started": begin(alice, answers), "finished": begin(alice, answers, submitted=True, target="senior")}


def pages(client: Client, attempts: dict[str, Assessment]) -> dict[str, bytes]:
    """Every page and file of both attempts, made from nothing but what is stored."""
    for cached in (editions.kept, editions.name_of, reading.kept_compiled):
        cached.cache_clear()
    found = {}
    for state, names in (("started", STARTED), ("finished", FINISHED)):
        for name in names:
            response = client.get(f"/a/{attempts[state].public_id}/{name}")
            assert response.status_code == 200
            # A banner may offer a newer edition; what it stands above must not change by that.
            found[f"{state} {name}"] = NEWER.sub(b"", TOKEN.sub(b"", response.content))
    return found


def edit_everything() -> None:
    """Change every live table that pages speak of, and delete from some."""
    Framework.objects.update(
        name="Changed",
        practice_skill="Changed",
        policy_version=2,
        weight_essential=9,
        met_percent=99,
        close_percent=98,
        met_slip_percent=0,
    )
    ScaleStep.objects.update(name="Changed", meaning="Changed", hours=1)
    PracticePerson.objects.update(description="Changed", step=1, why="Changed")
    Area.objects.update(name="Changed", position=1)
    Skill.objects.update(
        name="Changed",
        definition="Changed",
        any_one_of="",
        effort_percent=50,
        evidence_prompt="Changed",
        explain_prompt="Changed",
        why="Changed",
        position=1,
    )
    Anchor.objects.update(text=Concat(Value("Changed "), Cast("pk", CharField())), next_step="Changed")
    Prerequisite.objects.all().delete()
    Role.objects.update(name="Changed", summary="Changed")
    RoleLevel.objects.update(name="Changed", titles="Changed", duties="Changed")
    Requirement.objects.filter(skill__slug__in=["cut", "measure"]).delete()
    Requirement.objects.update(step=2, importance="helpful")
    Skill.objects.filter(slug="measure").update(retired_on="2026-11-01")


def publish() -> None:
    editions.publish(framework=Framework.objects.get(), by="erin", at=NOW + timedelta(days=1), label="Second")


def edit_and_publish() -> None:
    edit_everything()
    publish()


@pytest.mark.parametrize("change", [edit_everything, edit_and_publish])
def test_pages_and_files_stay_byte_for_byte(alice, attempts, change: Callable[[], None]):
    before = pages(alice, attempts)
    made = time.time() // 2
    change()
    # Until the clocks of files, some of which count every other second, have moved on: one with the time of its making
    # in it is found out.
    while time.time() // 2 == made:
        time.sleep(0.01)
    after = pages(alice, attempts)
    assert [name for name in before if after[name] != before[name]] == []


def test_those_changes_do_reach_an_attempt_that_begins_afterwards(alice, attempts):
    """Otherwise the sameness of the others would prove nothing."""
    old = pages(alice, attempts)["started questions/people/"]
    edit_and_publish()
    response = alice.post(f"/roles/{PLACE}/start/", {"start": "Start"})
    attempt = response.headers["Location"].split("/")[2]
    new = alice.get(f"/a/{attempt}/questions/people/").content
    assert (old.count(b"Changed"), b"Changed" in new) == (0, True)


@pytest.mark.parametrize("change", [edit_everything, edit_and_publish])
def test_the_bytes_of_an_edition_stay(edition, change: Callable[[], None]):
    before = Edition.objects.values().get(pk=edition.pk)
    change()
    assert Edition.objects.values().get(pk=edition.pk) == before
    assert [fault for _edition, fault in editions.verify()] == [""] * Edition.objects.count()


def test_an_old_edition_can_still_be_read_by_everybody(alice, edition):
    address = f"/editions/{edition.digest}"
    before = alice.get(f"{address}/").content, alice.get(f"{address}.json").content
    edit_and_publish()
    editions.kept.cache_clear()
    assert (alice.get(f"{address}/").content, alice.get(f"{address}.json").content) == before


def test_a_page_that_was_open_before_the_publishing_still_saves(alice, attempts):
    edit_and_publish()
    attempt = attempts["started"].public_id
    body = {"skill": "measure", "step": 4, "rev": 1}
    response = alice.post(f"/a/{attempt}/save/", body, content_type="application/json")
    assert (response.status_code, response.json()) == (200, {"rev": 2})
    assert alice.post(f"/a/{attempt}/submit/", {"person_name": ""}).status_code == 303
    assert alice.get(f"/a/{attempt}/report/").status_code == 200
