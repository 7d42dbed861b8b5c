"""Alice's whole story, without JavaScript, by the forms and links of the pages themselves; Bob never gets a look."""

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from pypdf import PdfReader

from assessment.models import AccessKey, Answer, Assessment
from tests.blueprint import rows
from tests.journeys.browser import Browser
from tests.journeys.story import attempt as attempt_of
from tests.journeys.story import hand_in
from tests.pages import Page

pytestmark = pytest.mark.slow

NAME, EVIDENCE = "Alice Canary", "A paper at a workshop & <its> code"
# Alice is at the bar of Mid, unsure of one skill, and skips one must-have and one other question.
STEPS = {row["skill_key"]: row["req_mid"] for row in rows() if row["skill_key"] not in {"rsp_legal", "mat_calculus"}}
UNSURE = "res_publication"
BACKED = "res_question"
AREAS = ("prg", "mat", "dat", "aim", "res", "app", "rsp", "ppl")


def answers_of(area: str) -> dict[str, str]:
    skills = [row["skill_key"] for row in rows() if row["area_key"] == area and row["skill_key"] in STEPS]
    fields = {f"{skill}-step": STEPS[skill] for skill in skills}
    return fields | ({f"{UNSURE}-unsure": "on"} if area == "res" else {})


def begin(alice: Browser) -> str:
    """From the home page to the first question; gives the address of the attempt."""
    alice.open("/")
    alice.follow("AI/ML Research Specialist")
    alice.follow("Assess your work")
    alice.send(("start", "Start"), target="senior")
    assert alice.page.texts("h1") == ["Try one first"]
    alice.send(("show", "Show what fits and why"), **{"person-1": "2", "person-2": "2"})
    assert alice.page.texts("h2") == ["What fits, and why"]
    alice.follow("Now your own work")
    return attempt_of(alice)


def answer_all(alice: Browser, attempt: str) -> None:
    for area in AREAS:
        assert alice.path == f"{attempt}/questions/{area}/"
        alice.send(("to", "next"), **answers_of(area))
    assert alice.path == f"{attempt}/back-it-up/"
    alice.send(("to", "next"), **{f"{BACKED}-evidence": EVIDENCE})
    assert alice.path == f"{attempt}/check/"


@pytest.fixture
def alice(shipped) -> Browser:
    return Browser()


def shut_out(bob: Client, attempt: str) -> None:
    """Bob tries every door of the attempt."""
    looks = ("", "practice/", "questions/prg/", "check/", "report/", "data/")
    files = ("report.pdf", "report.xlsx", "report.csv", "report.json")
    sends = ("practice/", "questions/prg/", "save/", "submit/", "again/", "data/resume-link/", "data/browsers/")
    answers = [bob.get(f"{attempt}/{page}") for page in (*looks, *files)]
    answers += [bob.post(f"{attempt}/{page}", {"sure": "on", "end": "1"}) for page in (*sends, "data/delete/")]
    assert [response.status_code for response in answers] == [404] * 18
    assert [word for word in (NAME, "paper") if any(word.encode() in response.content for response in answers)] == []


def test_alice_from_her_first_visit_to_her_report(alice, bob):
    attempt = begin(alice)
    shut_out(bob, attempt)
    answer_all(alice, attempt)
    assert alice.page.texts("p", class_="lead")[0].startswith("43 of 45 questions answered.")
    assert alice.page.texts("h2")[0] == "You skipped 1 must-have. Answer it now?"
    shut_out(bob, attempt)
    hand_in(alice, NAME)
    [crumb] = alice.page.texts("p", class_="crumb")
    assert crumb.endswith(f"· {NAME}")
    assert "Between you and Senior" in alice.page.texts("h2")
    shut_out(bob, attempt)


def test_the_report_answers_for_every_level(alice):
    begin(alice)
    answer_all(alice, attempt_of(alice))
    hand_in(alice, NAME)
    for level in ("Entry", "Mid", "Leadership"):
        alice.follow(level)
        assert {f"Between you and {level}", f"What is asked at {level}"} & set(alice.page.texts("h2"))


def test_her_files_hold_her_name_and_her_words(alice):
    attempt = begin(alice)
    answer_all(alice, attempt)
    hand_in(alice, NAME)
    links = [link["href"] for link in alice.page.root.select("a[href*='/report.']:not([href*='pages='])")]
    files = {link.split("report.")[1].split("?")[0]: alice.client.get(link).content for link in links}
    assert sorted(files) == ["csv", "json", "pdf", "xlsx"]
    assert json.loads(files["json"])["person_name"] == NAME
    assert any(EVIDENCE in cell for row in csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))) for cell in row)
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
        text = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml")).decode()
    assert EVIDENCE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages).split())
    assert NAME in printed
    assert EVIDENCE in printed


def test_she_stops_and_comes_back_where_she_was(alice, bob):
    attempt = begin(alice)
    alice.send(("to", "next"), **answers_of("prg"))
    alice.follow("Stop and come back later")
    shut_out(bob, attempt)
    alice.open("/")
    [link] = alice.page.all("a", href=f"{attempt}/")
    assert "AI/ML Research Specialist" in link.find_parent("section").text
    alice.open(f"{attempt}/")
    assert alice.path == f"{attempt}/questions/mat/"
    alice.send(("to", "back"))
    assert alice.form(("to", "next")).fields["prg_python-step"] == STEPS["prg_python"]


def test_she_goes_on_with_another_device(alice, bob):
    attempt = begin(alice)
    alice.send(("to", "next"), **answers_of("prg"))
    alice.open(f"{attempt}/data/")
    alice.submit(alice.page.form(f"{attempt}/data/resume-link/"))
    [link] = [link["href"] for link in alice.page.root.select("a[href^='/resume/']")]
    telephone = Browser()
    telephone.open(link)
    telephone.submit(telephone.page.form(""))
    assert telephone.path == f"{attempt}/questions/mat/"
    shut_out(bob, attempt)


def test_she_tries_again_from_her_answers_and_keeps_both(alice, bob):
    first = begin(alice)
    answer_all(alice, first)
    hand_in(alice, NAME)
    alice.send(("prefill", "1"))
    second = attempt_of(alice)
    assert second != first
    # All but the two that she skipped are filled in, so she lands on the first page that has one of them.
    assert alice.path == f"{second}/questions/mat/"
    alice.open(f"{second}/questions/prg/")
    assert alice.form(("to", "next")).fields["prg_python-step"] == STEPS["prg_python"]
    alice.send(("to", "check"), **{"prg_python-step": "4"})
    assert EVIDENCE in alice.page.texts("main")[0]
    hand_in(alice, NAME)
    shut_out(bob, second)
    before, after = (json.loads(alice.client.get(f"{attempt}/report.json").content) for attempt in (first, second))
    steps = [report["answers"]["prg_python"]["step"] for report in (before, after)]
    assert steps == [int(STEPS["prg_python"]), 4]


def test_she_deletes_everything(alice, bob):
    attempt = begin(alice)
    answer_all(alice, attempt)
    hand_in(alice, NAME)
    alice.follow("Open it on another device, or delete it")
    delete = alice.page.form(f"{attempt}/data/delete/")
    response = alice.client.post(delete.action, delete.fields | {"sure": "on"})
    assert Page(response.content).texts("h1") == ["Deleted"]
    assert (Assessment.objects.count(), Answer.objects.count(), AccessKey.objects.count()) == (0, 0, 0)
    assert alice.client.get(f"{attempt}/report/").status_code == 404
    alice.open("/")
    assert "Go on where you were" not in alice.page.texts("h2")
    shut_out(bob, attempt)
