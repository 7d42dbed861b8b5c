"""An attempt as the tests need it, made by plain requests: what a person does by hand is in `journey.py`."""

import re
from typing import Any

from playwright.sync_api import APIResponse, BrowserContext

PLACE = "ai-ml-research/ai-ml-research-specialist"
_skills: dict[str, list[str]] = {}  # what an area asks; it is the same for all
AREAS = ("prg", "mat", "dat", "aim", "res", "app", "rsp", "ppl")


class Attempt:
    """Begun in a context's browser, which holds its cookie from then on."""

    def __init__(self, context: BrowserContext, target: str = "", *, button: str = "start") -> None:
        self.context = context
        start = f"/roles/{PLACE}/start/"
        self.get(start)
        landed = self.post(start, {"target": target, button: "1"})
        self.path = re.sub(r"^https?://[^/]+(/.*/)practice/$", r"\1", landed.url)
        self.id = self.path.split("/")[2]

    def get(self, path: str) -> APIResponse:
        return self.context.request.get(path)

    def post(self, path: str, form: dict[str, Any], **options: Any) -> APIResponse:
        return self.context.request.post(path, form={"csrfmiddlewaretoken": self.token, **form}, **options)

    @property
    def token(self) -> str:
        return next(each["value"] for each in self.context.cookies() if each["name"] == "csrftoken")

    def page_of(self, area: str) -> str:
        return f"{self.path}questions/{area}/"

    def skills(self, area: str) -> list[str]:
        if area not in _skills:
            _skills[area] = re.findall(r'data-skill="([^"]+)"', self.get(self.page_of(area)).text())
        return _skills[area]

    def save(self, skill: str, step: int | None, rev: int = 0, **more: Any) -> APIResponse:
        return self.context.request.post(
            f"{self.path}save/",
            data={"skill": skill, "step": step, "rev": rev, **more},
            headers={"X-CSRFToken": self.token},
        )

    def stored(self, area: str) -> dict[str, str]:
        """What the server shows as chosen, by skill."""
        html = self.get(f"{self.path}questions/{area}/").text()
        return dict(re.findall(r'name="([^"]+)-step"\s+id="[^"]+"\s+value="(\d)"\s+checked', html))

    def answer_all(self) -> None:
        """Every step, some of it unsure or with evidence, some skipped: a report with all its parts."""
        number = 0
        for area in AREAS:
            fields: dict[str, Any] = {"end": ""}
            for skill in self.skills(area):
                number += 1
                if number % 11:
                    fields |= _answer(skill, (2, 3, 1, 2, 3, 2, 4, 2)[number % 8], is_unsure=number % 6 == 0)
            assert self.post(self.page_of(area), fields, max_redirects=0).status == 303

    def submit(self, name: str = "") -> None:
        self.post(f"{self.path}submit/", {"person_name": name})


def _answer(skill: str, step: int, *, is_unsure: bool) -> dict[str, Any]:
    """One answer to a question that has none yet, as the form sends it."""
    more = {"evidence": f"https://example.org/{'work' * 30}"} if step > 2 else {}
    fields = {"step": step, "rev": 0, **more, **({"unsure": "on"} if is_unsure else {})}
    return {f"{skill}-{name}": value for name, value in fields.items()}
