"""From a file to a report: whatever scale an imported framework has, a person can be asked, scored and told by it."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from assessment.models import Assessment
from catalog.core import snapshot as s
from catalog.exchange.core.formats import native
from catalog.models import Framework
from tests.catalog.core import mini
from tests.conftest import answer
from tests.pages import Page
from tests.walking import Walk, troubles_of

pytestmark = pytest.mark.django_db

NAMES = ("Not yet", "Aware", "Trained", "Working", "Proficient", "Leading", "Expert")
SKILLS = ("plain", "bare", "some", "both")
SHAPES = [(steps, lowest) for steps in range(3, 8) for lowest in (0, 1)]


def scale(steps: int, lowest: int, *, meanings: bool) -> tuple[s.Step, ...]:
    return tuple(
        s.Step(lowest + number, name, f"What {name.lower()} means." if meanings else "", 0)
        for number, name in enumerate(NAMES[:steps])
    )


def anchors(skill: str, steps: Sequence[s.Step]) -> tuple[s.Anchor, ...]:
    return tuple(s.Anchor(step.value, f"I do {skill} as {step.name.lower()}.", "") for step in steps)


def framework(steps: Sequence[s.Step]) -> s.Snapshot:
    """A skill with all anchors, one with none, one with some, one in two areas; a level that asks for the lowest step, and
    above it two levels on one rung, one of which does not state a step. Nothing to learn from, and nobody to practise on."""
    low, high = steps[0].value, steps[-1].value
    skills = (
        mini.skill("plain", 1, name="Plain", definition="Do it.", anchors=anchors("plain", steps)),
        mini.skill("bare", 2, name="Bare"),
        mini.skill("some", 3, name="Some", anchors=anchors("some", steps[1:2])),
        mini.skill("both", 4, name="Both", also_in=("second",), anchors=anchors("both", steps)),
    )
    levels = (
        mini.level("junior", 1, {"plain": (low, "essential"), "bare": (low + 1, "essential")}),
        mini.level(
            "expert", 2,
            {"plain": (high, "essential"), "bare": (high, "important"), "some": (None, "helpful"), "both": (low + 1, "helpful")},
            "expert",
        ),
        mini.level("lead", 2, {"plain": (low + 1, "essential"), "both": (high, "essential")}, "lead"),
    )  # fmt: skip
    return mini.snapshot(
        skills, levels, scale=tuple(steps), areas=(mini.area(), mini.area("second", 2)), resources=(), practice=()
    )


def published(value: s.Snapshot, folder: Path) -> str:
    """Bring a framework in by the command, and publish it; gives where its role is."""
    file = folder / "brought.json"
    file.write_bytes(native.write(value))
    call_command("import_catalog", str(file), "--framework", "brought", "--name", "What was brought", verbosity=0)
    call_command("publish_edition", "brought", verbosity=0)
    [role] = Framework.objects.get(slug="brought").roles.all()
    return f"brought/{role.slug}"


def begun(client: Client, place: str) -> Assessment:
    response = client.post(f"/roles/{place}/start/", {"start": "start"})
    assert response.status_code == 303
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


@pytest.mark.thorough
@pytest.mark.parametrize("is_high", [False, True], ids=["lowest", "highest"])
@pytest.mark.parametrize(("count", "lowest"), SHAPES)
def test_a_person_is_asked_on_its_own_scale_and_told_in_five_ways(alice, tmp_path, count, lowest, is_high):
    steps = scale(count, lowest, meanings=count % 2 == 0)
    place = published(framework(steps), tmp_path)
    attempt = begun(alice, place)
    here = f"/a/{attempt.public_id}"
    asked = alice.get(f"{here}/questions/area/", follow=True).content.decode()
    words = " ".join(Page(asked).root.get_text().split())
    for step in steps:
        assert f"I do plain as {step.name.lower()}." in words
        assert (step.meaning or step.name) in words
    answer(attempt, dict.fromkeys(SKILLS, steps[-1 if is_high else 0].value))
    assert alice.post(f"{here}/submit/").status_code == 303

    page = Page(alice.get(f"{here}/report/").content)
    pdf, csv, data, book = (alice.get(f"{here}/report.{kind}").content for kind in ("pdf", "csv", "json", "xlsx"))

    assert list(troubles_of(page)) == []
    report = json.loads(data)
    assert {level["slug"] for level in report["levels"]} == {"junior", "expert", "lead"}
    assert len(list(openpyxl.load_workbook(BytesIO(book)).active.rows)) > 1
    assert "Plain" in csv.decode()
    assert "Junior" in "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize(("count", "lowest"), [(3, 1), (7, 0)])
def test_every_page_of_it_answers_in_whole_sentences(alice, tmp_path, count, lowest):
    place = published(framework(scale(count, lowest, meanings=False)), tmp_path)
    attempt = begun(alice, place)
    answer(attempt, dict.fromkeys(SKILLS[:2], lowest + 1))
    here = f"/a/{attempt.public_id}"
    walk = Walk(alice, "/editions/", "/how-we-score/", "/privacy/", "/schema/", "/import/", "/skills/workshop/")
    walk.walk(f"/roles/{place}/", *(f"/skills/brought/{skill}/" for skill in SKILLS), f"{here}/check/")
    assert alice.post(f"{here}/submit/").status_code == 303
    walk.walk(f"{here}/report/", f"{here}/plan/", f"{here}/what-if/", f"{here}/report.pdf", f"{here}/elsewhere/")
    assert [" ".join(each.split()) for each in walk.troubles] == []
