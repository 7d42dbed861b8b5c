"""The command that asks the addresses of the live resources and writes down what they say."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.models import Framework, Resource
from tests.catalog.site import PATIENCE, Site
from tests.factories import ResourceFactory

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def framework(db) -> Framework:
    Resource.objects.all().delete()
    return Framework.objects.get()


@pytest.fixture
def add(framework, site):
    def add(slug: str, path: str, **fields) -> Resource:
        return ResourceFactory.create(framework=framework, slug=slug, url=site.url(path) if path else "", **fields)

    return add


def check(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("check_links", "--pause", "0", "--timeout", str(PATIENCE), "--allow-private", *arguments, stdout=said)
    return said.getvalue().splitlines()


def state(slug: str) -> tuple[str, date | None, bool]:
    return Resource.objects.values_list("check_result", "checked_on", "verified").get(slug=slug)


def test_a_fine_answer_dates_and_verifies_and_another_is_only_written_down(add, site):
    add("here", "/say/200")
    add("gone", "/say/404", checked_on=LONG_AGO, verified=True)
    add("moved", "/to/301/say/200", checked_on=LONG_AGO)
    said = check()
    today = timezone.localdate()
    assert state("here") == ("200", today, True)
    assert state("gone") == ("404", LONG_AGO, True)
    assert state("moved") == (f"200, moved for good to {site.url('/say/200')}", today, True)
    assert sorted(line.split(" ", 1)[1] for line in said[:-1]) == [
        f"fine {site.url('/say/200')} 200",
        f"fine {site.url('/to/301/say/200')} 200, moved for good to {site.url('/say/200')}",
        f"look {site.url('/say/404')} 404",
    ]
    assert [line.split(" ", 1)[0] for line in said[:-1]] == ["1/3", "2/3", "3/3"]
    assert said[-1] == "3 addresses asked: 2 fine, 1 to look at; 0 not reached in time."


def test_a_dry_run_asks_and_writes_nothing(add, site):
    add("here", "/say/200")
    before = list(Resource.objects.values())
    assert check("--dry-run")[-1] == (
        "1 addresses asked: 1 fine, 0 to look at; 0 not reached in time. Nothing was written down."
    )
    assert list(Resource.objects.values()) == before
    assert site.asked == [("HEAD", "/say/200")]


def test_resources_that_share_an_address_share_the_answer(add, site):
    add("one", "/say/200")
    add("two", "/say/200")
    assert len(check()) == 2
    assert state("one") == state("two") == ("200", timezone.localdate(), True)
    assert len(site.asked) == 1


def test_a_task_without_an_address_is_not_asked(add, site):
    add("task", "", kind="practice")
    assert check() == ["0 addresses asked: 0 fine, 0 to look at; 0 not reached in time."]


def test_those_never_looked_at_come_first_then_the_oldest(add, site):
    today = timezone.localdate()
    add("new", "/say/200/new", checked_on=today)
    add("never", "/say/200/never")
    add("old", "/say/200/old", checked_on=LONG_AGO)
    check("--limit", "2", "--dry-run")
    assert [path for _method, path in site.asked] == ["/say/200/never", "/say/200/old"]


def test_what_was_looked_at_lately_can_be_left_out(add, site):
    today = timezone.localdate()
    for days in (29, 30, 31):
        add(f"d{days}", f"/say/200/{days}", checked_on=today - timedelta(days=days))
    add("never", "/say/200/never")
    check("--only-older-than", "30")
    assert sorted(path for _method, path in site.asked) == ["/say/200/31", "/say/200/never"]


def test_what_the_time_does_not_reach_is_told_and_stays(add, site):
    for number in range(4):
        add(f"silent-{number}", f"/never/{number}")
    assert check("--total", "0.2")[-1] == "0 addresses asked: 0 fine, 0 to look at; 4 not reached in time."
    assert set(Resource.objects.values_list("check_result", flat=True)) == {""}


def test_this_machine_is_asked_only_when_allowed(add, site):
    add("here", "/say/200")
    call_command("check_links", stdout=StringIO())
    assert state("here") == ("not asked: its host is in a private network", None, False)
    assert site.asked == []


def test_a_long_answer_is_cut_to_what_the_table_holds(add, site):
    add("far", "/to/301/say/200/" + "x" * 300)
    check()
    assert len(state("far")[0]) == 200


@pytest.mark.parametrize(
    "arguments",
    [
        ["--limit", "-1"],
        ["--limit", "many"],
        ["--only-older-than", "-1"],
        ["--only-older-than", "99999999"],
        ["--timeout", "nan"],
        ["--pause", "-1"],
        ["--total", "soon"],
        ["extra"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_refused(db, arguments):
    with pytest.raises(CommandError):
        call_command("check_links", *arguments)
