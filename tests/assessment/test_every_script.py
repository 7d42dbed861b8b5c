"""A name and an evidence in every script of Django's languages: taken by each form, file and interface, and alike in
every file; the PDF shows them, or it is said beside the download that it cannot."""

import csv
import io
import json

import openpyxl
import pytest
from django.conf.global_settings import LANGUAGES
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils.translation import get_language_info

from assessment.models import Answer, Assessment, PlanTick
from tests.assessment.plan.plan_page import ANSWERS, tick
from tests.assessment.report.renderers.pdf_tree import read
from tests.assessment.scripts import SCRIPTS, UNSHOWN
from tests.pages import Page, text
from tests.workshop import ROLE

pytestmark = pytest.mark.django_db

# As PowerPoint copies it, with what comes along and nobody sees.
TYPED = {name: f"{words}\v\ufeff{words}\u200b" for name, words in (SCRIPTS | UNSHOWN).items()}
KEPT = {name: f"{words}\n{words}" for name, words in (SCRIPTS | UNSHOWN).items()}
NAMES = {name: f"{words} {words}" for name, words in (SCRIPTS | UNSHOWN).items()}
EACH = pytest.mark.parametrize("script", TYPED)
LATIN = {
    "af",
    "ast",
    "az",
    "br",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "dsb",
    "en",
    "eo",
    "es",
    "et",
    "eu",
    "fi",
    "fr",
    "fy",
    "ga",
    "gd",
    "gl",
    "hr",
    "hsb",
    "hu",
    "ia",
    "id",
    "ig",
    "io",
    "is",
    "it",
    "kab",
    "lb",
    "lt",
    "lv",
    "ms",
    "nb",
    "nl",
    "nn",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sq",
    "sv",
    "sw",
    "tk",
    "tr",
    "uz",
    "vi",
}
# Languages that are written in the script of another one, whose words stand for it.
AS = {
    "be": "ru",
    "bg": "ru",
    "kk": "ru",
    "ky": "ru",
    "mk": "ru",
    "mn": "ru",
    "os": "ru",
    "sr": "ru",
    "tg": "ru",
    "tt": "ru",
    "udm": "ru",
    "uk": "ru",
    "ne": "hi",
}


def test_every_language_of_django_has_its_script_here():
    codes = {code if code.startswith("zh") else code.partition("-")[0] for code, _name in LANGUAGES}
    assert {code for code in codes - LATIN if AS.get(code, code) not in SCRIPTS} == set()
    assert all(get_language_info(code) for code in AS)


@EACH
def test_each_form_keeps_it(begin, alice, script):
    attempt = begin(alice)
    path = f"/a/{attempt.public_id}"
    saved = alice.post(
        f"{path}/save/",
        {"skill": "cut", "step": 3, "rev": 0, "evidence": TYPED[script]},
        content_type="application/json",
    )
    fields = {"cut-step": "3", "cut-evidence": KEPT[script], "cut-rev": "1"}
    fields |= {"glue-step": "2", "glue-evidence": TYPED[script], "glue-rev": "0", "end": "1"}
    page = alice.post(f"{path}/back-it-up/", fields)
    handed_in = alice.post(f"{path}/submit/", {"person_name": TYPED[script]})
    ticked = tick(alice, attempt, "cut-4", "started", evidence=TYPED[script])

    assert [answer.status_code for answer in (saved, page, handed_in, ticked)] == [200, 303, 303, 303]
    assert set(Answer.objects.filter(step__isnull=False).values_list("evidence", flat=True)) == {KEPT[script]}
    assert PlanTick.objects.get().evidence == KEPT[script]
    assert Assessment.objects.get().person_name == NAMES[script]


@EACH
def test_each_file_holds_it_and_the_pdf_shows_it_or_it_is_told(begin, alice, script):
    attempt = begin(alice, ANSWERS, submitted=True)
    Assessment.objects.update(person_name=NAMES[script])
    Answer.objects.filter(skill="cut").update(evidence=KEPT[script])
    path = f"/a/{attempt.public_id}/report"
    report = json.loads(alice.get(f"{path}.json").content)
    rows = list(csv.reader(io.StringIO(alice.get(f"{path}.csv").content.decode("utf-8-sig"), newline="")))
    texts = {cell for row in rows for cell in row}
    book = openpyxl.load_workbook(io.BytesIO(alice.get(f"{path}.xlsx").content))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    page = text(Page(alice.get(f"{path}/").content))
    is_marked = "pdfuaid:part" in read(alice.get(f"{path}.pdf").content).xmp

    assert (report["person_name"], report["answers"]["cut"]["evidence"]) == (NAMES[script], KEPT[script])
    assert NAMES[script] in texts
    assert KEPT[script] in texts
    assert {KEPT[script]} <= cells
    assert any(NAMES[script] in cell for cell in cells)
    assert is_marked is (script not in UNSHOWN)
    assert is_marked is not ("The PDF cannot show these characters" in page)


@EACH
def test_each_file_that_is_taken_in_may_hold_it(begin, alice, bob, script, tmp_path, capsys):
    attempt = begin(alice, ANSWERS, submitted=True)
    report = json.loads(alice.get(f"/a/{attempt.public_id}/report.json").content)
    report["person_name"], report["answers"]["cut"]["evidence"] = TYPED[script], TYPED[script]
    sent = SimpleUploadedFile("report.json", json.dumps(report).encode())
    dry_run = Page(bob.post("/import/", {"file": sent}).content)
    taken = bob.post("/import/", {"content": dry_run.form("/import/").fields["content"]})
    people = tmp_path / "people.json"
    people.write_text(json.dumps({"role": ROLE, "answers": {"cut": {"step": 3, "evidence": TYPED[script]}}}))
    call_command("score_answers", people)

    assert taken.status_code == 303
    imported = Assessment.objects.latest("pk")
    assert (imported.person_name, imported.answers.get(skill="cut").evidence) == (NAMES[script], KEPT[script])
    assert json.loads(capsys.readouterr().out)["answers"]["cut"]["evidence"] == KEPT[script]


@pytest.mark.parametrize("nothing", ["\u200d", "\u3164\u200b", "\u2800", "\ufeff "], ids=ascii)
def test_a_name_of_which_nothing_is_seen_is_no_name(begin, alice, nothing):
    attempt = begin(alice, {"cut": 3})
    assert alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": nothing}).status_code == 303
    assert Assessment.objects.get().person_name == ""
