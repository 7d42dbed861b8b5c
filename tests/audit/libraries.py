"""Are weaknesses known of the libraries that the site runs on? `pip-audit --strict`, and what its silence is worth.

    python -m tests.audit.libraries [--or-say-so]

By itself pip-audit ends well where it could ask nobody: it then leaves every library out. Here that is never green. It
ends with 0 where every library was looked up and none is known to be weak, with 1 where one is weak or was left out, and
with 3 where none could be looked up at all; `--or-say-so` ends that with 0 too, for a machine without a network, and
leaves the sentence in var/not-audited, which the gate says again as its last word.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
PINS = ROOT / "requirements" / "app.txt"
UNHEARD = ROOT / "var" / "not-audited"
WEAK, NOT_AUDITED = 1, 3


class Verdict(NamedTuple):
    code: int
    said: str


def pinned(text: str) -> set[str]:
    """The names in a file of pins."""
    return {_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE)}


def verdict(report: dict[str, Any] | None, pins: set[str]) -> Verdict:
    """What a report of pip-audit, or none, says of these libraries."""
    told = (report or {}).get("dependencies", [])
    weak = {f"{each['name']} {each['version']}: {v['id']}" for each in told for v in each.get("vulns", ())}
    if weak:
        return Verdict(WEAK, f"KNOWN TO BE WEAK: {', '.join(sorted(weak))}")
    looked_up = {_name(each["name"]) for each in told if "skip_reason" not in each}
    if not looked_up & pins:
        return Verdict(NOT_AUDITED, f"NOT AUDITED: nobody could be asked about any of the {len(pins)} libraries")
    if missing := pins - looked_up:
        return Verdict(WEAK, f"LEFT OUT: {', '.join(sorted(missing))}")
    return Verdict(0, f"Looked up all {len(pins)} libraries: no weakness is known.")


def ask(*more: str) -> dict[str, Any] | None:
    """The report of pip-audit; None where it came to none."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    options = ["--timeout", "20", "--format", "json", "--requirement", str(PINS)]
    said = subprocess.run([*command, *options, *more], capture_output=True, text=True, check=False).stdout
    try:
        report: dict[str, Any] = json.loads(said)
    except ValueError:
        return None
    return report


def main() -> None:
    # With --strict it says nothing of the others once it left one out; without, we hear whether it left out all.
    found = verdict(ask("--strict") or ask(), pinned(PINS.read_text()))
    UNHEARD.parent.mkdir(exist_ok=True)
    UNHEARD.unlink(missing_ok=True)
    sys.stdout.write(f"{found.said}\n")
    if found.code == NOT_AUDITED:
        UNHEARD.write_text(f"{found.said}\n")
    sys.exit(0 if found.code == NOT_AUDITED and "--or-say-so" in sys.argv else found.code)


def _name(name: str) -> str:
    """As PEP 503 spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
