import json
import subprocess
from collections.abc import Iterator

import pytest
from django.core.cache import caches

from assessment.models import Throttle
from assessment.report import pdfs
from assessment.report.renderers import typeset
from assessment.slots import slot
from tests.assessment.plan.plan_page import ANSWERS
from tests.pages import Page, text

IN_A_PROCESS = pdfs._typeset


@pytest.fixture(autouse=True)
def as_on_a_server() -> Iterator[None]:
    """Elsewhere tests set PDFs in their own process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdfs, "_typeset", IN_A_PROCESS)
        yield


@pytest.fixture
def attempt(begin, alice):
    caches["pdfs"].clear()
    return begin(alice, ANSWERS, submitted=True)


@pytest.fixture
def runs(monkeypatch):
    """Each process that was started, by what it read."""
    found = []

    def run(command, **options):
        found.append(options["input"])
        return subprocess.CompletedProcess(command, 0, stdout=b"%PDF-" + options["input"][:50])

    monkeypatch.setattr(pdfs.subprocess, "run", run)
    return found


def test_a_process_of_its_own_sets_the_same_bytes(attempt, alice, monkeypatch):
    made = []
    monkeypatch.setattr(pdfs, "_typeset", lambda source, held: made.append(source) or typeset.typeset(source))
    here = alice.get(f"/a/{attempt.public_id}/report.pdf").content
    monkeypatch.undo()
    caches["pdfs"].clear()

    assert pdfs._typeset is IN_A_PROCESS
    there = alice.get(f"/a/{attempt.public_id}/report.pdf").content

    assert there == here
    assert here.startswith(b"%PDF-")
    assert len(made) == 1


def test_a_process_gives_way_and_keeps_within_bounds(attempt, alice, monkeypatch):
    command = []
    real = subprocess.run
    monkeypatch.setattr(
        pdfs.subprocess, "run", lambda args, **options: command.append((args, options)) or real(args, **options)
    )
    alice.get(f"/a/{attempt.public_id}/report.pdf")
    [(args, options)] = command
    probe = (
        "import os, resource, runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__');"
        "print(os.nice(0), *resource.getrlimit(resource.RLIMIT_CPU), *resource.getrlimit(resource.RLIMIT_AS),"
        " file=sys.stderr)"
    )
    done = real([args[0], "-I", "-c", probe, args[-1]], **{**options, "pass_fds": []})
    nice, *bounds = done.stderr.split()
    assert int(nice) >= 10
    assert [int(bound) for bound in bounds] == [typeset.MOST_SECONDS] * 2 + [typeset.MOST_BYTES] * 2


@pytest.mark.parametrize("query", ["", "?what=everything&level=lead&hours=1"])
def test_equal_requests_get_what_was_made(attempt, alice, runs, query):
    address = f"/a/{attempt.public_id}/report.pdf{query}"
    assert alice.get(address).content == alice.get(address).content
    assert len(runs) == 1


def test_another_name_is_another_pdf(attempt, alice, runs):
    alice.get(f"/a/{attempt.public_id}/report.pdf")
    type(attempt).objects.update(person_name="Somebody Else")
    alice.get(f"/a/{attempt.public_id}/report.pdf")
    assert len(runs) == 2
    assert "Somebody Else" in json.loads(json.loads(runs[1])[0])["name"]


def test_while_another_is_made_the_page_says_so(attempt, alice, runs):
    address = f"/a/{attempt.public_id}/report.pdf"
    with slot():
        response = alice.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "we make few at a time" in text(Page(response.content))
    assert runs == []
    assert alice.get(address).status_code == 200


def test_one_attempt_gets_so_many_an_hour_and_no_more(attempt, begin, alice, runs, settings):
    settings.LIMITS_AN_HOUR = {**settings.LIMITS_AN_HOUR, "pdf": 2}
    levels = [f"/a/{attempt.public_id}/report.pdf?level={level}" for level in ("junior", "senior", "lead")]
    assert [alice.get(address).status_code for address in levels] == [200, 200, 429]
    assert alice.get(levels[0]).status_code == 200, "what was made already costs nothing"
    other = begin(alice, ANSWERS, submitted=True)
    type(other).objects.filter(pk=other.pk).update(person_name="Another")
    assert alice.get(f"/a/{other.public_id}/report.pdf").status_code == 200
    assert Throttle.objects.count() == 2


def test_what_takes_too_long_is_ended_and_told(attempt, alice, monkeypatch):
    def run(command, *, timeout, **options):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(pdfs.subprocess, "run", run)
    assert alice.get(f"/a/{attempt.public_id}/report.pdf").status_code == 503
