"""The audit is green only for what it looked at."""

import re
from pathlib import Path

import pytest
import yaml

from tests.audit.libraries import NOT_AUDITED, PINS, WEAK, pinned, verdict

ROOT = Path(__file__).parents[2]
RULES = ROOT / "tests" / "audit" / "semgrep"
PAIR = {"django", "ruamel-yaml"}
SOUND = [{"name": "Django", "version": "5.2", "vulns": []}, {"name": "ruamel.yaml", "version": "1", "vulns": []}]


def left_out(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "skip_reason": "not found"} for name in names]


def test_the_pins_of_the_site_are_read():
    assert {"django", "psycopg", "django-allauth"} <= pinned(PINS.read_text())
    assert pinned("Ruamel.YAML==1 \\\n    --hash=sha256:0\nx[a,b]==2\n# y==3\n") == {"ruamel-yaml", "x"}


@pytest.mark.parametrize(
    ("dependencies", "code", "said"),
    [
        (SOUND, 0, "Looked up all 2"),
        (left_out("django", "ruamel.yaml"), NOT_AUDITED, "NOT AUDITED"),
        ([], NOT_AUDITED, "NOT AUDITED"),
        ([SOUND[0], *left_out("ruamel.yaml")], WEAK, "LEFT OUT: ruamel-yaml"),
        (SOUND[:1], WEAK, "LEFT OUT: ruamel-yaml"),
        ([{**SOUND[0], "vulns": [{"id": "PYSEC-1"}]}, SOUND[1]], WEAK, "KNOWN TO BE WEAK: Django 5.2: PYSEC-1"),
        ([{**SOUND[0], "vulns": [{"id": "PYSEC-1"}]}, *left_out("x")], WEAK, "KNOWN TO BE WEAK: Django 5.2: PYSEC-1"),
    ],
)
def test_green_is_only_where_each_was_looked_up_and_none_is_weak(dependencies, code, said):
    found = verdict({"dependencies": dependencies}, PAIR)
    assert found.code == code
    assert found.said.startswith(said)


def test_no_report_is_no_audit():
    assert verdict(None, PAIR).code == NOT_AUDITED


@pytest.mark.parametrize("kind", ["code.py", "templates.html"])
def test_every_rule_of_ours_has_a_bad_and_a_good_example(kind):
    """`./run audit` has semgrep try them."""
    rules = {rule["id"] for rule in yaml.safe_load((RULES / kind).with_suffix(".yaml").read_text())["rules"]}
    examples = (RULES / kind).read_text()
    for mark in ("ruleid", "ok"):
        assert set(re.findall(rf"{mark}: ([\w-]+)", examples)) == rules, mark


def test_every_place_that_a_rule_lets_off_is_there():
    for file in RULES.glob("*.yaml"):
        for rule in yaml.safe_load(file.read_text())["rules"]:
            for place in rule.get("paths", {}).get("exclude", ()):
                assert (ROOT / place.strip("/")).exists(), (rule["id"], place)
