"""Two frameworks with all slugs the same: both are edited, published, read and assessed, and neither shows the other."""

import json
from collections import Counter
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from assessment.account import actions as account_actions
from assessment.models import Assessment, Reminder
from catalog import editions, models
from catalog.models import Edition
from tests.assessment.account.conftest import member
from tests.catalog.editor import edit, errors
from tests.conftest import NOW, signed_in
from tests.pages import Page
from tests.twin import MARK, TWIN, begin, is_of, twin
from tests.walking import Walk
from tests.workshop import AREAS, FRAMEWORK, MET, PLACE, ROLE, SKILLS

__all__ = ["twin"]  # a fixture


def text_of(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return Page(response.content).all("main")[0].text


BOTH = pytest.mark.parametrize("framework", [FRAMEWORK, TWIN])


def test_the_home_page_lists_both_roles_with_their_frameworks(alice, twin):
    page = Page(alice.get("/").content)
    links = {link.attributes["href"]: link.text for link in page.all("a")}
    assert (links[f"/roles/{PLACE}/"], links[f"/roles/{TWIN}/{ROLE}/"]) == ("Maker", f"Maker{MARK}")
    assert {"الورشة", f"الورشة{MARK}"} <= set(page.texts("p"))


@BOTH
@pytest.mark.parametrize(
    "path",
    ["/roles/{}/maker/", "/roles/{}/maker/?sort=importance", "/roles/{}/maker/about/", "/roles/{}/maker/start/"]
    + [f"/skills/{{}}/{skill}/" for skill in SKILLS],
)
def test_a_page_to_read_is_of_its_framework_and_leads_into_no_other(alice, twin, framework, path):
    response = alice.get(path.format(framework))
    page = Page(response.content)
    assert is_of(framework, page.all("main")[0].text)
    others = {f"/{kind}/{other}/" for kind in ("roles", "skills") for other in {FRAMEWORK, TWIN} - {framework}}
    hrefs = [link.attributes.get("href", "") for link in page.all("a")]
    assert [href for href in hrefs if href.startswith(tuple(others))] == []


@BOTH
def test_every_page_of_an_attempt_is_of_its_framework(alice, twin, framework):
    for each in (FRAMEWORK, TWIN):  # the other one is known to the process, and open in the same browser
        begin(alice, each, MET["junior"], submitted=False)
    attempt = begin(alice, framework, MET["senior"], submitted=False)
    here = f"/a/{attempt.public_id}"
    for area in AREAS:
        assert is_of(framework, text_of(alice, f"{here}/questions/{area}/"))
    assert is_of(framework, text_of(alice, f"{here}/check/"))
    assert alice.post(f"{here}/submit/").status_code == 303
    for path in ("report/", "plan/", "plan/?what=everything", "what-if/", "recheck/", "data/"):
        assert is_of(framework, text_of(alice, f"{here}/{path}"))


@BOTH
def test_every_file_of_an_attempt_is_of_its_framework(alice, twin, framework):
    for each in (FRAMEWORK, TWIN):
        begin(alice, each, MET["junior"])
    here = f"/a/{begin(alice, framework, MET['senior']).public_id}"
    digest = twin.digest if framework == TWIN else Edition.objects.get(framework__slug=FRAMEWORK).digest
    files = {kind: alice.get(f"{here}/report.{kind}") for kind in ("json", "csv", "xlsx", "pdf")}
    assert {response.status_code for response in files.values()} == {200}
    said = json.loads(files["json"].content)
    assert (said["edition"]["framework"], said["edition"]["digest"], said["role"]) == (framework, digest, ROLE)
    assert is_of(framework, files["csv"].content.decode("utf-8-sig"))
    cells = [
        str(cell)
        for sheet in load_workbook(BytesIO(files["xlsx"].content))
        for row in sheet.values
        for cell in row
        if cell
    ]
    assert is_of(framework, "\n".join(cells))
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(files["pdf"].content)).pages)
    assert is_of(framework, " ".join(printed.split()))
    assert is_of(framework, alice.get(f"{here}/plan.ics").content.decode().replace("\r\n ", ""))


@BOTH
def test_a_quick_check_asks_in_its_framework(alice, twin, framework):
    response = alice.post(f"/roles/{framework}/{ROLE}/start/", {"quick": "Quick check"})
    here = response.headers["Location"].removesuffix("practice/")
    assert is_of(framework, text_of(alice, f"{here}quick/"))


@pytest.mark.slow
def test_nothing_leads_astray_from_either(alice, twin):
    walk = Walk(alice)
    for framework in (FRAMEWORK, TWIN):
        attempt = begin(alice, framework, MET["junior"])
        walk.walk(f"/roles/{framework}/{ROLE}/", f"/a/{attempt.public_id}/report/", f"/a/{attempt.public_id}/plan/")
    walk.walk("/", "/history/", "/how-we-score/")
    assert "\n".join(walk.troubles) == ""


def test_attempts_at_both_stand_apart_and_are_compared_with_their_own(alice, twin):
    first, second = (begin(alice, FRAMEWORK, MET[level]) for level in ("junior", "senior"))
    other, later = (begin(alice, TWIN, MET[level]) for level in ("junior", "senior"))
    page = Page(alice.get("/history/").content)
    assert sorted(page.texts("h2"))[:2] == ["Maker", f"Maker{MARK}"]
    assert {"الورشة", f"الورشة{MARK}"} <= set(page.texts("p"))
    ids = Counter(element.attributes["id"] for element in page.all(True) if "id" in element.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    assert is_of(TWIN, text_of(alice, f"/a/{other.public_id}/compare/{later.public_id}/"))
    assert is_of(FRAMEWORK, text_of(alice, f"/a/{first.public_id}/compare/{second.public_id}/"))
    assert alice.get(f"/a/{first.public_id}/compare/{later.public_id}/").status_code == 404


def test_lists_of_attempts_say_which_framework_is_meant(alice, twin):
    for framework in (FRAMEWORK, TWIN):
        begin(alice, framework, {}, submitted=False)
    alice.cookies.update(signed_in(member("ann")).cookies)
    for path, last in (("/", "attempt__last"), ("/mine/", "attempt")):
        page = Page(alice.get(path).content)
        items = page.all("p", class_=last) + page.all("li", class_="attempt")
        assert [f"(الورشة{mark})" in item.text for mark, item in zip((MARK, ""), items, strict=True)] == [True, True]


def test_a_comparison_that_is_asked_for_by_form_takes_attempts_of_one_role(alice, twin):
    own = [begin(alice, FRAMEWORK, MET["junior"]).public_id for _time in range(2)]
    others = [begin(alice, TWIN, MET["junior"]).public_id for _time in range(2)]
    asked = {"role": f"{TWIN}/{ROLE}", "first": others[0], "second": others[1]}
    assert alice.get("/history/", asked).headers["Location"] == f"/a/{others[0]}/compare/{others[1]}/"
    assert alice.get("/history/", {**asked, "first": own[0]}).status_code == 422


@BOTH
def test_begun_again_it_stays_in_its_framework(alice, twin, framework):
    done = begin(alice, framework, MET["junior"])
    for way in ("again", "recheck"):
        response = alice.post(f"/a/{done.public_id}/{way}/", {"prefill": "on"})
        assert response.status_code == 303
        fresh = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
        assert fresh.edition_id == done.edition_id


@BOTH
def test_a_newer_edition_is_that_of_its_own_framework(alice, twin, framework):
    attempt = begin(alice, framework, MET["junior"], submitted=False)
    [other] = {FRAMEWORK, TWIN} - {framework}
    for changed, is_told in ((other, False), (framework, True)):
        models.Anchor.objects.filter(skill__framework__slug=changed).update(text=Concat(F("text"), Value(" Anew.")))
        editions.publish(framework=models.Framework.objects.get(slug=changed), by="tests", at=NOW)
        assert (alice.get(f"/a/{attempt.public_id}/newer/").status_code == 200) == is_told


@BOTH
@pytest.mark.parametrize("is_stored", [True, False])
def test_a_report_is_taken_in_where_it_was_made(alice, bob, twin, framework, is_stored):
    """By its digest; where that is not known here, on the current edition of the framework that it names."""
    done = begin(alice, framework, MET["junior"])
    report = json.loads(alice.get(f"/a/{done.public_id}/report.json").content)
    if not is_stored:
        report["edition"]["digest"] = "0" * 64
    file = SimpleUploadedFile("report.json", json.dumps(report).encode(), "application/json")
    response = bob.post("/import/", {"file": file})
    assert response.status_code == 200
    content = next(form.fields["content"] for form in Page(response.content).forms if "content" in form.fields)
    assert bob.post("/import/", {"content": content}).status_code == 303
    taken = Assessment.objects.latest("pk")
    assert (taken.edition_id, taken.imported_at is not None) == (done.edition_id, True)


def test_a_report_of_a_framework_that_is_not_here_is_refused(alice, bob, twin):
    report = json.loads(alice.get(f"/a/{begin(alice, TWIN, MET['junior']).public_id}/report.json").content)
    report["edition"] |= {"digest": "0" * 64, "framework": "nowhere"}
    file = SimpleUploadedFile("report.json", json.dumps(report).encode(), "application/json")
    response = bob.post("/import/", {"file": file})
    assert response.status_code == 422
    assert f"The report is about the role “{ROLE}”, which is not offered here." in response.content.decode()


def test_an_account_keeps_and_is_reminded_of_both(twin, mailoutbox):
    user = member("ann")
    ann = signed_in(user)
    for framework in (FRAMEWORK, TWIN):
        begin(ann, framework, MET["junior"])
        place = f"{framework}/{ROLE}"
        assert ann.post("/mine/reminder/", {"role": place, "months": "3"}).status_code == 303
        assert f"/roles/{place}/start/" in ann.get(f"/mine/reminder.ics?role={place}&months=3").content.decode()
    assert sorted(Reminder.objects.values_list("framework__slug", "role")) == [(TWIN, ROLE), (FRAMEWORK, ROLE)]
    page = Page(ann.get("/mine/").content)
    assert {"Maker", f"Maker{MARK}"} <= set(page.texts("h2"))
    assert ann.post("/mine/reminder/", {"role": PLACE, "stop": "1"}).status_code == 303
    assert Reminder.objects.get().framework.slug == TWIN
    Reminder.objects.update(due_on=NOW.date())
    call_command("send_reminders", stdout=StringIO())
    [letter] = mailoutbox
    assert f"/roles/{TWIN}/{ROLE}/start/" in letter.body
    account_actions.delete_account(user_id=user.pk)


def test_scripts_name_the_framework_where_two_have_the_role(twin, tmp_path):
    def score(role: str) -> dict[str, str]:
        file = tmp_path / "person.json"
        file.write_text(json.dumps({"role": role, "answers": {"cut": {"step": 2}}}))
        out = StringIO()
        call_command("score_answers", str(file), stdout=out)
        edition: dict[str, str] = json.loads(out.getvalue())["edition"]
        return edition

    assert (score(f"{TWIN}/{ROLE}")["framework"], score(PLACE)["framework"]) == (TWIN, FRAMEWORK)
    with pytest.raises(CommandError) as refused:
        score(ROLE)
    assert str(refused.value) == f"Person 1: several frameworks have a role 'maker'. Name one: {TWIN}/maker, {PLACE}"


OLD = {
    "/roles/maker/": "/roles/{}/maker/",
    "/roles/maker/market/": "/roles/{}/maker/about/",
    "/roles/maker/start/": "/roles/{}/maker/start/",
    "/skills/cut/": "/skills/{}/cut/",
}


@pytest.mark.parametrize("path", OLD)
def test_an_address_without_a_framework_leads_on_where_one_has_it(alice, edition, path):
    response = alice.get(f"{path}?sort=importance")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"{OLD[path].format(FRAMEWORK)}?sort=importance",
    )


@pytest.mark.parametrize("path", OLD)
def test_an_address_without_a_framework_asks_where_two_have_it(alice, twin, path):
    response = alice.get(path)
    page = Page(response.content)
    assert (response.status_code, page.texts("h1")) == (200, ["Which one?"])
    hrefs = [link.attributes["href"] for link in page.all("main")[0].inside if link.tag == "a"]
    assert hrefs == [OLD[path].format(framework) for framework in (TWIN, FRAMEWORK)]
    assert [alice.get(href).status_code for href in hrefs] == [200, 200]


@pytest.mark.parametrize("path", ["/roles/none/", "/roles/none/start/", "/roles/none/market/", "/skills/none/"])
def test_an_address_of_nothing_is_none(alice, twin, path):
    assert alice.get(path).status_code == 404


def test_a_key_may_stand_in_both_and_in_each_once(erin, twin):
    taken, own = models.Skill.objects.get(framework=twin.framework, slug="cut"), models.Skill.objects
    path = f"/admin/catalog/skill/{taken.pk}/change/"
    assert errors(edit(erin, path, slug="glue")) == ["Skill with this Framework and Key already exists."]
    own.filter(framework__slug=FRAMEWORK, slug="ask").update(slug="asking")
    assert edit(erin, path, slug="asking").status_code == 302
    assert own.filter(slug="asking").count() == 2


def test_a_circle_is_looked_for_in_one_framework(erin, twin):
    """Cutting needs measuring here; measuring may need cutting there, where cutting needs nothing."""
    there = models.Skill.objects.filter(framework=twin.framework)
    models.Prerequisite.objects.filter(skill__in=there).delete()
    measure, cut = there.get(slug="measure"), there.get(slug="cut")
    fields = {"prerequisites-TOTAL_FORMS": "1", "prerequisites-0-step": "2", "prerequisites-0-needs": str(cut.pk)}
    response = edit(erin, f"/admin/catalog/skill/{measure.pk}/change/", **fields, **{"prerequisites-0-needs_step": "4"})
    assert response.status_code == 302
    assert measure.prerequisites.count() == 1


def test_choosers_offer_what_is_of_the_framework(erin, twin):
    here = models.Skill.objects.get(framework__slug=FRAMEWORK, slug="cut")
    page = Page(erin.get(f"/admin/catalog/skill/{here.pk}/change/").content)
    asked = {
        select.attributes["name"]: select.attributes["data-ajax--url"]
        for select in page.all("select")
        if "data-ajax--url" in select.attributes
    }
    assert set(asked) >= {"area", "prerequisites-0-needs"}
    query = "term=cut&app_label=catalog&model_name=prerequisite&field_name=needs"
    found = json.loads(erin.get(f"{asked['prerequisites-0-needs']}&{query}").content)["results"]
    assert [each["id"] for each in found] == [str(here.pk)]
    # Where a new thing is added, its framework is not known yet.
    everywhere = json.loads(erin.get(f"/admin/autocomplete/?{query}").content)["results"]
    assert sorted(each["text"] for each in everywhere) == [f"To cut ({FRAMEWORK})", f"To cut{MARK} ({TWIN})"]
    refused = json.loads(erin.get(f"/admin/autocomplete/?framework=999999999&{query}").content)["results"]
    assert refused == []


def test_what_is_of_another_framework_is_refused(erin, twin):
    here = models.Skill.objects.get(framework__slug=FRAMEWORK, slug="ask")
    there = models.Skill.objects.get(framework=twin.framework, slug="cut")
    fields = {"prerequisites-TOTAL_FORMS": "1", "prerequisites-0-step": "2", "prerequisites-0-needs": str(there.pk)}
    response = edit(erin, f"/admin/catalog/skill/{here.pk}/change/", **fields, **{"prerequisites-0-needs_step": "2"})
    assert errors(response) == ["This belongs to another framework. Choose within its own, or add it anew."]
    assert here.prerequisites.count() == 0


def test_a_framework_keeps_its_key_once_it_is_published(erin, twin):
    response = edit(erin, f"/admin/catalog/framework/{twin.framework_id}/change/", slug="other")
    assert errors(response) == ["An edition has this key: it stands in addresses and files, so it stays."]
    draft = models.Framework.objects.create(slug="draft", name="Draft")
    assert edit(erin, f"/admin/catalog/framework/{draft.pk}/change/", slug="other").status_code == 302
