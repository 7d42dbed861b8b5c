"""Catalogues in which something is missing: every page answers, says whole sentences, and leads somewhere.

Each is the workshop without one of its lists, without one of its optional texts, or with one where it has several;
published without being judged, since an older site may have published it before a rule was made.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db.models import CharField, TextField
from django.test import Client

from assessment.models import Assessment
from catalog import editions, models
from tests.conftest import NOW, answer
from tests.factories import AreaFactory, FrameworkFactory, ScaleStepFactory, SkillFactory
from tests.walking import Walk
from tests.workshop import FRAMEWORK, HIGHEST, LOWEST, PLACE, ROLE

pytestmark = [pytest.mark.slow, pytest.mark.thorough, pytest.mark.no_cover, pytest.mark.one_database]

TEXTS: list[Any] = [
    models.Framework,
    models.Area,
    models.Skill,
    models.Anchor,
    models.Role,
    models.RoleLevel,
    models.RoleNote,
]
TEXTS += [models.SalaryRange, models.Resource]
LISTS: list[Any] = [
    models.PracticePerson,
    models.Prerequisite,
    models.ExternalLink,
    models.RoleNote,
    models.SalaryRange,
]
LISTS += [models.Resource, models.ResourceStep, models.RoleLevel, models.Requirement, models.Role]
# What stands by itself in one place of a page each: it is taken away together, since none can hide another.
APART: list[Any] = [models.PracticePerson, models.Prerequisite, models.ExternalLink]
APART += [models.RoleNote, models.SalaryRange]
TEXTS_APART: list[Any] = [models.Area, models.RoleLevel, models.RoleNote, models.SalaryRange, models.Resource]


def without_texts(model: Any) -> None:
    """Leave every text and every day empty that may be."""
    fields = [field for field in model._meta.get_fields() if getattr(field, "blank", False)]
    texts = {field.name: "" for field in fields if isinstance(field, CharField | TextField)}
    texts.pop("url", None)  # only a task has none
    days = {"checked_on": None} if model is models.Resource else {}
    model.objects.update(**texts, **days)


def keep_one(model: Any) -> None:
    model.objects.exclude(pk=model.objects.order_by("pk").values("pk")[:1]).delete()


def one_skill() -> None:
    for gone in models.Skill.objects.exclude(slug="cut"):
        _without(gone)


def one_area() -> None:
    for area in models.Area.objects.exclude(slug="craft"):
        for skill in area.skills.all():
            _without(skill)
        area.delete()


def _without(skill: models.Skill) -> None:
    models.Prerequisite.objects.filter(needs=skill).delete()
    models.Requirement.objects.filter(skill=skill).delete()
    skill.delete()


def two_steps() -> None:
    models.ScaleStep.objects.filter(value__gt=2).delete()
    models.PracticePerson.objects.filter(step__gt=2).delete()
    models.Anchor.objects.filter(step__gt=2).delete()
    models.Prerequisite.objects.all().delete()
    models.Requirement.objects.filter(step__gt=2).update(step=2)
    models.ResourceStep.objects.filter(step__gt=2).delete()


def all_retired() -> None:
    models.Skill.objects.update(retired_on=date(2026, 1, 1))


def nothing_to_spare() -> None:
    """All at once: one level of one skill, without people, notes, pay, links, resources or a word too many."""
    one_skill()
    emptied: list[Any] = [models.RoleNote, models.SalaryRange, models.Prerequisite, models.ExternalLink]
    for gone in [*emptied, models.PracticePerson, models.Resource]:
        gone.objects.all().delete()
    keep_one(models.RoleLevel)
    models.Area.objects.exclude(slug="craft").delete()
    for model in TEXTS:
        without_texts(model)


THIN: dict[str, Callable[[], object]] = {
    **{f"no {model._meta.verbose_name}": model.objects.all().delete for model in LISTS},
    **{f"one {model._meta.verbose_name}": partial(keep_one, model) for model in LISTS if model not in APART},
    "one of each beside": lambda: list(map(keep_one, APART)),
    **{
        f"no texts of a {model._meta.verbose_name}": partial(without_texts, model)
        for model in TEXTS
        if model not in TEXTS_APART
    },
    "no texts beside": lambda: list(map(without_texts, TEXTS_APART)),
    "no notes and no pay": lambda: (models.RoleNote.objects.all().delete(), models.SalaryRange.objects.all().delete()),
    "a level without requirements": lambda: models.Requirement.objects.filter(level__slug="junior").delete(),
    "a highest level without requirements": lambda: models.Requirement.objects.filter(level__slug="lead").delete(),
    "no must-haves": lambda: models.Requirement.objects.update(importance="helpful"),
    "one skill": one_skill,
    "one area": one_area,
    "two steps": two_steps,
    "all skills retired": all_retired,
    "nothing to spare": nothing_to_spare,
}


def moved() -> None:
    """A skill in an area of another framework: this one cannot ask for it any more."""
    other = AreaFactory(framework=FrameworkFactory(slug="other"), slug="elsewhere")
    for step in models.ScaleStep.objects.all():
        ScaleStepFactory(framework=other.framework, value=step.value, name=step.name, meaning="Is.", hours=step.hours)
    for skill in models.Skill.objects.filter(slug="cut"):
        _without(skill)
        SkillFactory(area=other, slug="cut", name="To cut")


# What an attempt of before was asked, and what the current edition has no more.
WITHDRAWN: dict[str, Callable[[], object]] = {
    "its role": models.Role.objects.all().delete,
    "its levels": models.RoleLevel.objects.all().delete,
    "its highest level": lambda: models.RoleLevel.objects.filter(slug="lead").delete(),
    "most of its skills": one_skill,
    "most of its areas": one_area,
    "one of its skills, which is another framework's now": moved,
    "what helped": models.Resource.objects.all().delete,
    "what was told of it": models.RoleNote.objects.all().delete,
    "every skill, which are retired": all_retired,
}
NOT_OFFERED = {"its role", "its levels", "every skill, which are retired"}
# A role that asks nothing can be read about and not be started.
ASKS_NOTHING = {"no role level", "no requirement", "all skills retired"}
HAS_NO_ROLE = {"no role"}
# What no attempt changes: read once for each catalogue, by who has none. A skill has to have its page all the same.
READ_BEFORE = ("/skills/",)
SEEN_BEFORE = ("/editions/", "/how-we-score/", "/privacy/", "/schema/", "/import/", f"/roles/{PLACE}/sample")
# What no quick check shows, so that a catalogue without it is asked as any other.
BESIDE_A_QUICK_CHECK = {
    *(f"no {model._meta.verbose_name}" for model in [*APART[1:], models.Resource, models.ResourceStep]),
    *(f"one {model._meta.verbose_name}" for model in (models.Resource, models.ResourceStep)),
    "no notes and no pay",
}


@pytest.fixture
def published(db, monkeypatch) -> Callable[[str], None]:
    """Publish the workshop without something."""
    monkeypatch.setattr(editions, "lint", lambda *given: ())

    def publish(name: str) -> None:
        (THIN | WITHDRAWN)[name]()
        for framework in models.Framework.objects.all():
            editions.publish(framework=framework, by="tests", at=NOW, label="Thin")

    return publish


def begin(client: Client, button: str, step: int) -> Assessment:
    response = client.post(f"/roles/{PLACE}/start/", {button: button})
    assert response.status_code == 303, response.status_code
    attempt = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    warm_up = client.post(f"/a/{attempt.public_id}/practice/", {"person-1": "1", "person-2": "1"}, follow=True)
    assert warm_up.status_code == 200
    asked = editions.load(attempt.edition.digest).role[ROLE]
    skills = {need.skill for level in asked.levels for need in level.requirements}
    answer(attempt, dict.fromkeys(sorted(skills), step))
    return attempt


@pytest.mark.parametrize("name", sorted(THIN))
def test_every_page_of_a_thin_catalogue(alice, published, name):
    published(name)
    walk = Walk(alice)
    skills = models.Skill.objects.filter(retired_on=None).values_list("slug", flat=True)
    walk.walk("/", "/how-we-score/", "/import/", "/history/", *(f"/skills/{FRAMEWORK}/{skill}/" for skill in skills))
    if name not in HAS_NO_ROLE:
        walk.walk(f"/roles/{PLACE}/", f"/roles/{PLACE}/?sort=importance", f"/roles/{PLACE}/about/")
    assert "\n".join(walk.troubles) == ""


@pytest.mark.parametrize("name", sorted(set(THIN) - ASKS_NOTHING - HAS_NO_ROLE))
def test_the_whole_way_through_a_thin_catalogue(alice, published, name):
    published(name)
    highest = models.ScaleStep.objects.order_by("-value").values_list("value", flat=True)[0]
    walk = Walk(alice, *READ_BEFORE, but=SEEN_BEFORE)
    for step in (LOWEST, min(HIGHEST, highest)):
        attempt = begin(alice, "start", step)
        here = f"/a/{attempt.public_id}"
        walk.walk(f"{here}/practice/", f"{here}/check/", f"{here}/data/")
        assert alice.post(f"{here}/submit/").status_code == 303
        files = [f"{here}/report.{kind}" for kind in ("pdf", "csv", "json", "xlsx")]
        walk.walk(f"{here}/report/", f"{here}/plan/", f"{here}/plan/?what=everything", f"{here}/what-if/", *files)
        walk.walk(f"{here}/elsewhere/")
        walk.walk(f"{here}/plan.ics", f"{here}/report.pdf?what=everything", f"{here}/recheck/", "/history/", "/")
        assert "\n".join(walk.troubles) == ""
        for again in ("again", "recheck"):
            response = alice.post(f"{here}/{again}/", follow=True)
            assert response.status_code == 200


@pytest.mark.parametrize(
    "name", sorted(set(THIN) - ASKS_NOTHING - HAS_NO_ROLE - BESIDE_A_QUICK_CHECK - {"no must-haves"})
)
def test_a_quick_check_of_a_thin_catalogue(alice, published, name):
    published(name)
    attempt = begin(alice, "quick", LOWEST)
    walk = Walk(alice, *READ_BEFORE, but=SEEN_BEFORE)
    walk.walk(f"/a/{attempt.public_id}/", f"/a/{attempt.public_id}/practice/", f"/a/{attempt.public_id}/quick/")
    assert "\n".join(walk.troubles) == ""


@pytest.mark.parametrize("name", sorted(ASKS_NOTHING))
def test_a_role_that_asks_nothing_says_so_and_begins_nothing(alice, published, name):
    published(name)
    for response in (alice.get(f"/roles/{PLACE}/start/"), alice.post(f"/roles/{PLACE}/start/", {"start": "Start"})):
        assert response.status_code == 409
        assert "This role asks nothing yet, so there is nothing to assess." in response.content.decode()
    assert Assessment.objects.count() == 0
    for path in ("/", f"/roles/{PLACE}/"):
        assert f"/roles/{PLACE}/start/" not in alice.get(path).content.decode()


@pytest.mark.parametrize("name", sorted(WITHDRAWN))
def test_what_was_assessed_before_stays_whole_when_something_is_withdrawn(erin, published, name):
    """An open attempt and two reports: they go on on their own edition, and lead to nothing that is no more."""
    attempts = [begin(erin, "start", step) for step in (LOWEST, HIGHEST, LOWEST)]
    for attempt in attempts[:2]:
        assert erin.post(f"/a/{attempt.public_id}/submit/").status_code == 303
    published(name)
    walk = Walk(erin)
    done, other, left = (f"/a/{attempt.public_id}" for attempt in attempts)
    walk.walk("/", "/history/", "/mine/", f"{done}/report/", f"{done}/plan/", f"{left}/", f"{left}/check/")
    walk.walk(f"{done}/compare/{attempts[1].public_id}/", f"{other}/report/", f"{other}/plan/", f"{done}/what-if/")
    walk.walk(f"{done}/elsewhere/")
    assert "\n".join(walk.troubles) == ""
    reminder = erin.get(f"/mine/reminder.ics?role={PLACE}&months=3").content.decode().replace("\r\n ", "")
    [address] = re.findall(r"http://testserver(\S*)", reminder.split("URL")[1])[:1]
    assert erin.get(address).status_code == 200
    statuses = [erin.post(f"{done}/{path}/", follow=True).status_code for path in ("again", "recheck")]
    assert statuses == ([409, 409] if name in NOT_OFFERED else [200, 200])


@pytest.mark.parametrize("name", sorted(NOT_OFFERED))
def test_a_role_that_is_no_longer_offered_is_told_as_such(alice, published, name):
    attempt = begin(alice, "start", LOWEST)
    alice.post(f"/a/{attempt.public_id}/submit/")
    published(name)
    here = f"/a/{attempt.public_id}"
    page = alice.get(f"{here}/report/").content.decode()
    assert "This role is no longer offered" in page
    assert (f"{here}/again/" in page, f"{here}/recheck/" in page) == (False, False)
    for response in (alice.post(f"{here}/again/"), alice.post(f"{here}/recheck/"), alice.get(f"{here}/recheck/")):
        assert response.status_code == 409
        assert "Not offered now: Maker" in response.content.decode()
    assert Assessment.objects.count() == 1
