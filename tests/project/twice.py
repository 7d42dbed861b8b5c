"""Every form that somebody can send, as a story that ends just before its button is pressed.

A story gives the browser, the page that it shows, where the form goes, the button, and what is typed.
`test_presses.py` presses twice, and asks for a story of every address that takes a form.
"""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import encode_multipart

from assessment.attempts import actions
from assessment.models import Assessment
from assessment.signing.reading import code_of
from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.attempts.past import attempt, republish
from tests.clients import Response
from tests.conftest import NOW
from tests.pages import Page
from tests.workshop import MET, PLACE, ROLE

ADDRESS = "ann@example.org"
LOGIN = {"login": ADDRESS, "password": PASSWORD}
SURE = {"sure": "on"}


class Ready(NamedTuple):
    """A form to send: the page that shows it, where it goes (empty: there), the button, and what is typed."""

    client: Client
    page: str
    action: str = ""
    button: str = ""
    typed: Mapping[str, object] = {}

    def fields(self) -> dict[str, object]:
        """What the form sends, read off its page as a browser would."""
        response = self.client.get(self.page, follow=True)
        forms = [form for form in Page(response.content).forms if form.method == "post"]
        buttons = {self.button.partition("=")[::2]} if self.button else set()
        fitting = [form for form in forms if form.action == self.action and buttons <= set(form.buttons)]
        assert fitting, (self.page, self.action, self.button, forms)
        typed = {name: each(self.client) if callable(each) else each for name, each in self.typed.items()}
        return fitting[0].fields | typed | dict(buttons)

    def send(self, fields: dict[str, object]) -> Response:
        """As a browser sends a form with files: with a boundary that is drawn anew each time."""
        for file in fields.values():
            if isinstance(file, SimpleUploadedFile):
                file.seek(0)
        boundary = f"boundary-{uuid4().hex}"
        body = encode_multipart(boundary, fields)
        return self.client.post(self.action or self.page, body, f"multipart/form-data; boundary={boundary}")

    def press(self) -> Response:
        """Do it once, for a story that begins after it."""
        response = self.send(self.fields())
        assert response.status_code in {200, 302, 303}, (self.page, response.status_code)
        return response


def browser() -> Client:
    """One that is asked for the token, as on a server."""
    return Client(enforce_csrf_checks=True)


class Stage:
    """What stories begin from. `edition` is the workshop's."""

    def __init__(self, edition) -> None:
        self.edition = edition

    def begun(self, client: Client, *, submitted: bool = False, **more) -> str:
        """The path of an attempt that this browser, or an owner, has begun."""
        more.setdefault("answers", MET["senior"])
        found = attempt(client, self.edition, more.pop("answers"), role=ROLE, submitted=submitted, **more)
        return f"/a/{found.public_id}/"

    def ann(self, **more) -> tuple[Client, User]:
        """Somebody with an account who has just logged in, and has shown again that it is them."""
        client, user = browser(), member("ann", **more)
        Ready(client, "/accounts/login/", "/accounts/login/", typed=LOGIN).press()
        again = "/accounts/reauthenticate/"
        Ready(client, f"{again}?next=/mine/", again, typed={"password": PASSWORD}).press()
        return client, user


def start(stage: Stage) -> Ready:
    return Ready(browser(), f"/roles/{PLACE}/start/", button="start=Start")


def start_quick(stage: Stage) -> Ready:
    return Ready(browser(), f"/roles/{PLACE}/start/", button="quick=Quick check")


def start_in_account(stage: Stage) -> Ready:
    return Ready(stage.ann()[0], f"/roles/{PLACE}/start/", button="start=Start")


def warm_up(stage: Stage) -> Ready:
    client = browser()
    return Ready(client, f"{stage.begun(client)}practice/", typed={"person-1": "2", "person-2": "2"})


def questions(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client)}questions/craft/"
    return Ready(client, page, page, "to=next", {"cut-step": "5"})


def clear(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client)}questions/craft/"
    return Ready(client, page, page, "clear=cut")


def back_it_up(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client, answers=MET['lead'])}back-it-up/"
    return Ready(client, page, page, "to=next", {"ask-evidence": "A gate"})


def quick(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client, kind='quick', answers={})}quick/cut/"
    return Ready(client, page, page, "to=next", {"cut-step": "5"})


def main_field(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client, kind='quick', answers={})}quick/main/joint/"
    return Ready(client, page, page, "to=next", {"main.joint-member": "weld"})


def to_full(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client, kind="quick", main={"joint": "glue"})
    return Ready(client, f"{path}quick/", f"{path}full/")


def submit(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    return Ready(client, f"{path}check/", f"{path}submit/", typed={"person_name": "Ann"})


def tick(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client, submitted=True)
    return Ready(client, f"{path}plan/", f"{path}plan/tick/", "state=done")


def again(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client, submitted=True)
    return Ready(client, f"{path}report/", f"{path}again/", "prefill=1")


def recheck(stage: Stage) -> Ready:
    client = browser()
    return Ready(client, f"{stage.begun(client, submitted=True)}recheck/")


def newer(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    republish(reword="cut", slug="workshop")
    return Ready(client, f"{path}newer/", f"{path}newer/")


def look_at_file(stage: Stage) -> Ready:
    client = browser()
    report = client.get(f"{stage.begun(client, submitted=True)}report.json").content
    return Ready(browser(), "/import/", "/import/", typed={"file": SimpleUploadedFile("report.json", report)})


def check_file(stage: Stage) -> Ready:
    client = browser()
    report = client.get(f"{stage.begun(client, submitted=True)}report.json").content
    return Ready(
        browser(),
        "/verify/",
        "/verify/",
        button="look=Check the file",
        typed={"file": SimpleUploadedFile("report.json", report)},
    )


def check_code(stage: Stage) -> Ready:
    stage.begun(browser(), submitted=True)
    code = code_of(Assessment.objects.get())
    return Ready(browser(), "/verify/", "/verify/", "find=Check the code", {"code": code})


def new_report_code(stage: Stage) -> Ready:
    client = browser()
    path = f"{stage.begun(client, submitted=True)}data/"
    return Ready(client, path, f"{path}code/", "new=1")


def withdraw_report_code(stage: Stage) -> Ready:
    return new_report_code(stage)._replace(button="withdraw=1")


def take_in(stage: Stage) -> Ready:
    client = browser()
    report = client.get(f"{stage.begun(client, submitted=True)}report.json").content.decode()
    other = browser()
    token = Ready(other, "/import/", "/import/").fields()
    return Ready(other, "/import/", "/import/", typed={**token, "content": report})


def resume(stage: Stage) -> Ready:
    path = stage.begun(browser())
    token = actions.make_resume_link(assessment=Assessment.objects.get(public_id=path.split("/")[2]), at=NOW)
    client = browser()
    assert client.get(f"/resume/{token}/").status_code == 303
    return Ready(client, "/resume/")


def resume_link(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    return Ready(client, f"{path}data/", f"{path}data/resume-link/")


def end_link(stage: Stage) -> Ready:
    made = resume_link(stage)
    made.press()
    return made._replace(button="revoke=1")


def other_browsers(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    actions.open_to_browser(assessment=Assessment.objects.get(), at=NOW)
    return Ready(client, f"{path}data/", f"{path}data/browsers/")


def delete(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    return Ready(client, f"{path}data/", f"{path}data/delete/", typed=SURE)


def forget(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client)
    return Ready(client, f"{path}data/", f"{path}data/forget/", typed={"forget": "on"})
