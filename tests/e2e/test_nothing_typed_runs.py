"""Whatever anybody types is only ever words: no page runs it, follows it, or lets it out of its place.

Every text of the catalogue, of attempts and of people is hostile (`tests/hostile.py`). A person and an editor then go by
links to every kind of page that there is for them, in a real browser.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.contrib import admin
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Error, FilePayload, Request

from tests import hostile, servers
from tests.e2e import hostile_files
from tests.e2e.conftest import network
from tests.e2e.shows import SHOWS
from tests.e2e.site import PASSWORD, SHARED, Site, serving, settings
from tests.workshop import PLACE

pytestmark = pytest.mark.thorough

TYPED = quote(hostile.ALL)
LOOK = """() => {
  const found = [];
  const leads = new Set(["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc"]);
  for (const each of document.querySelectorAll("*")) {
    for (const { name, value } of each.attributes) {
      if (name.startsWith("on") || name === "MARK") found.push(`${each.localName} has ${name}`);
      if (leads.has(name) && /^\\s*(javascript|vbscript|data:text)/i.test(value)) found.push(`${name}=${value}`);
    }
    if (each.localName === "script" && !each.src) {
      if (each.type !== "application/ld+json") found.push(`a script in the page: ${each.text.slice(0, 80)}`);
      else try { JSON.parse(each.text); } catch (error) { found.push(`no JSON: ${error}`); }
    }
  }
  if (document.documentElement.outerHTML.includes("EVALUATED")) found.push("a template was evaluated");
  const links = [...document.querySelectorAll("a[href]")].map((each) => each.href);
  return { found, links, shown: document.documentElement.textContent.includes("alert(1)") };
}""".replace("MARK", hostile.MARK).replace("EVALUATED", hostile.EVALUATED)
# Pages of an account and of keys, which show no text of anybody's, or lead away from where one is.
WORDLESS = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "assessment:resume",
    "assessment:resume-here",
    "assessment:style",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("planted")
    url = f"sqlite:///{folder / 'planted.sqlite3'}"
    servers.prepare("tests.e2e.planted", settings(url))
    with serving(folder, url) as site:
        yield site


class Sweep:
    """One person in a browser who goes everywhere; `troubles` are what ran, was refused by the policy or got out."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.seen: set[str] = set()
        self.views: Counter[str] = Counter()
        self.hostile_pages = 0  # that show a hostile text, as words
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda said: self._console(said.text))
        self.page.on("request", self._request)

    def _dialog(self, dialog: Any) -> None:
        self.troubles.append(f"{self.page.url}: a dialog, {dialog.message}")
        dialog.dismiss()

    def _console(self, said: str) -> None:
        if "Content Security Policy" in said or "violates the following" in said:
            self.troubles.append(f"{self.page.url}: {said}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.troubles.append(f"{self.page.url}: asked for {request.url}")

    def look(self, what: str = "") -> list[str]:
        """Look at the page that is open, and give the addresses that it leads to."""
        told = self.page.evaluate(LOOK)
        self.troubles += [f"{what or self.page.url}: {each}" for each in told["found"]]
        self.hostile_pages += told["shown"]
        links: list[str] = told["links"]
        return links

    def visit(self, address: str) -> list[str]:
        try:
            response = self.page.goto(urljoin(self.base, address))
        except Error as error:
            if "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
                raise
            return []  # A file: nothing opens it here.
        assert response
        kind = response.headers.get("content-type", "")
        if response.headers.get("x-content-type-options") != "nosniff":
            self.troubles.append(f"{address}: a browser may take it for something else")
        return self.look(address) if kind.startswith("text/html") else []

    def walk(self, *paths: str, within: str = "/", of_a_view: int = 2) -> None:
        """From these addresses on, by links, to a page of each view; where one is asked for something, to as many as
        `of_a_view`."""
        waiting = [urljoin(self.base, path) for path in paths]
        while waiting:
            address = urldefrag(waiting.pop(0)).url
            if address in self.seen or not address.startswith(f"{self.base}{within}"):
                continue
            self.seen.add(address)
            parts = urlsplit(address)
            try:
                view = resolve(parts.path).view_name
            except Resolver404:
                continue
            asked = f"{view} {sorted(parse_qs(parts.query))}"
            if (
                parts.path.startswith("/static/")
                or self.views[view] >= (of_a_view if parts.query else 1)
                or asked in self.seen
            ):
                continue
            self.views[view] += 1
            self.seen.add(asked)
            waiting += self.visit(address)

    def log_in(self, name: str, path: str) -> None:
        self.page.goto(f"{path}?next={quote('javascript:alert(1)')}")
        self.look()
        self.page.locator("[name=login]").fill(f"{name}@skillgap.example")
        self.page.locator("[name=password]").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("[name=password]").press("Enter")
        self.look()


@pytest.fixture
def sweep(browser: Any, site: Site) -> Iterator[Sweep]:
    context = browser.new_context(base_url=site.base, extra_http_headers=network())
    context.set_default_timeout(servers.PATIENCE * 1000)
    yield Sweep(context, site.base)
    context.close()


def id_of(address: str) -> str:
    """The id of the attempt in an address of one of its pages."""
    return urlsplit(address).path.split("/")[2]


def test_for_people(sweep: Sweep):
    """All pages of somebody with attempts, then what says again what was typed into it."""
    ElementTree.fromstring(sweep.context.request.get("/sitemap.xml").text())
    sweep.log_in("ann", "/accounts/login/")
    sweep.walk("/mine/", "/history/", "/", "/roles/", "/skills/")
    done = sorted({id_of(link) for link in sweep.visit("/history/") if link.endswith("/report/")})
    begun = sorted({id_of(link) for link in sweep.visit("/mine/") if "/a/" in link} - {*done})
    for attempt in begun:
        sweep.walk(*(f"/a/{attempt}/{part}" for part in ("questions/craft/", "check/", "back-it-up/")))
    sweep.page.goto(f"/roles/{PLACE}/start/")
    with sweep.page.expect_navigation():
        sweep.page.locator("[name=quick]").click()
    quick = id_of(sweep.page.url)
    sweep.walk(*(f"/a/{quick}/{part}" for part in ("practice/", "quick/", "quick/main/joint/", "quick/cut/")))
    sweep.walk(f"/s/{SHARED}/", *(f"/a/{attempt}/share/" for attempt in done))
    sweep.walk(f"/a/{done[0]}/compare/{done[1]}/", f"/a/{done[0]}/elsewhere/", "/accounts/signup/")
    assert sorted(set(SHOWS) - set(sweep.views) - WORDLESS) == []
    attempt = f"/a/{done[0]}/"
    for path in (
        f"/roles/?q={TYPED}",
        f"/skills/?q={TYPED}",
        f"/history/?role={TYPED}&first={TYPED}&second={TYPED}",
        f"{attempt}plan/?tz={TYPED}&start={TYPED}&hours={TYPED}&level={TYPED}&also={TYPED}",
        f"{attempt}what-if/?cut={TYPED}&{TYPED}=1&level={TYPED}",
        f"/roles/{PLACE}/start/?level={TYPED}",
        f"/accounts/signup/?next={TYPED}",
        f"/{TYPED}/",
    ):
        sweep.visit(path)
    report = json.loads(sweep.context.request.get(f"{attempt}report.json").text())
    for content in (report, report | {"role": hostile.ALL}, {hostile.ALL: hostile.ALL}):
        sweep.page.goto("/import/")
        file: FilePayload = {
            "name": f"{hostile.SHORT}.json",
            "mimeType": "application/json",
            "buffer": json.dumps(content).encode(),
        }
        sweep.page.locator("input[type=file]").set_input_files(file)
        with sweep.page.expect_navigation():
            sweep.page.locator("input[type=file]").evaluate("each => { each.form.requestSubmit() }")
        sweep.look("import")
    assert "\n".join(sweep.troubles) == ""
    assert sweep.hostile_pages > 20  # They were there to be seen.


def test_for_editors(sweep: Sweep):
    """All screens of the editor, and a search that finds nothing."""
    sweep.log_in("rose", "/admin/login/")
    sweep.walk("/admin/", within="/admin/", of_a_view=1)
    sweep.visit(f"/admin/catalog/skill/?q={TYPED}")
    lists = {f"admin:{model._meta.label_lower.replace('.', '_')}_changelist" for model in admin.site._registry}
    assert lists - set(sweep.views) == set()
    assert len([view for view in sweep.views if view.endswith("_change")]) > 10
    assert "\n".join(sweep.troubles) == ""
    assert sweep.hostile_pages > 20


def test_for_files_that_are_brought(sweep: Sweep):
    """Hostile in every cell, heading, name of a sheet and of a file, and key: each is looked at, and the worst put in."""
    sweep.log_in("rose", "/admin/login/")
    for name, content in hostile_files.files().items():
        sweep.page.goto("/admin/catalog/framework/import/")
        file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        sweep.page.locator("input[type=file]").set_input_files(file)
        with sweep.page.expect_navigation():
            sweep.page.get_by_role("button", name="Read the file").click()
        sweep.look(name)
        put = sweep.page.get_by_role("button", name="Put this into the draft")
        if put.count():
            with sweep.page.expect_navigation():
                put.click()
            sweep.look(name)
    assert sweep.hostile_pages > 4  # They were there to be seen.
    sweep.walk("/admin/catalog/framework/", within="/admin/catalog/framework/", of_a_view=1)
    assert "\n".join(sweep.troubles) == ""


def test_no_text_is_forgotten():
    """What is neither planted nor a key is written by code alone; a new field of a model is planted by itself."""
    planted = {(model.__name__, field.name) for model in hostile.hosts() for field in hostile.texts(model)}
    assert {("Answer", "evidence"), ("Assessment", "person_name"), ("Feedback", "text")} <= planted
    assert {("Anchor", "text"), ("Framework", "name"), ("Resource", "url"), ("Review", "by")} <= planted
    assert len(planted) > 50


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_the_sweep_finds_what_gets_out(sweep: Sweep, kind: str):
    """A page that lets one of them out, served as ours are but for the escaping."""
    policy = {"content-security-policy": "default-src 'none'; script-src 'self'", "x-content-type-options": "nosniff"}
    out = kind.replace('{{ "evaz"|add:"zluated" }}', hostile.EVALUATED)
    body = f"""<p title="{out}"></p><p title='{out}'></p><a href='{out}'>x</a> {out}"""
    sweep.page.route("**/leak/", lambda route: route.fulfill(body=body, content_type="text/html", headers=policy))
    sweep.page.goto("/leak/")
    sweep.look()
    assert sweep.troubles
