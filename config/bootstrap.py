"""Cuts Bootstrap's stylesheet to the parts that our pages use (docs/adr/0009-one-stylesheet.md).

`python -m config.bootstrap FILE` reads a whole `bootstrap.min.css` and writes ours. The cut of a cut is the same, so a
test can hold the file to the list below.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from config.env import ROOT

TARGET = ROOT / "static" / "css" / "bootstrap.min.css"
# What templates, renderers and crispy forms name. Rules for elements without a class all stay.
KEEP = {
    *("alert", "alert-link", "btn", "btn-danger", "btn-lg", "btn-link", "btn-outline-primary", "btn-primary"),
    *("form-control", "form-label", "form-select", "form-text", "invalid-feedback", "is-invalid", "table"),
    *("d-block", "mb-0", "mb-2", "mb-3", "visually-hidden"),
}
# Ways that none of our pages goes: another theme switch, validation by script, and fields that we do not have.
OTHER_WAYS = re.compile(r"data-bs-theme|was-validated|:valid|::file-selector|\[type=color]|\[list]|\[size]|floating")
# In a layer of its own Bootstrap need not shout, and what shouts in an early layer could not be undone in a later one.
UTILITY = re.compile(r"\.(?:mb|me|d)-")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NEGATED = re.compile(r":not\([^)]*\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARED = re.compile(r"(--bs-[\w-]+):")
VARIABLE = re.compile(r"var\((--bs-[\w-]+)")


def cut(css: str, others: str = "") -> str:
    """The rules of `css` for elements and for kept classes, without variables that neither they nor `others` read."""
    head = COMMENT.search(css)
    body = COMMENT.sub("", css).replace('@charset "UTF-8";', "")
    kept = "".join(_kept(body))
    return (head[0] + "\n" if head else "") + _without_idle_variables(kept, others).strip() + "\n"


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before the brace, what stands inside) of each outermost block."""
    depth, start, opened, prelude = 0, 0, 0, ""
    for found in re.finditer(r"[{}]", css):
        if found[0] == "{":
            if depth == 0:
                prelude, opened = css[start : found.start()].strip(), found.end()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield prelude, css[opened : found.start()]
                start = found.end()


def _kept(css: str) -> Iterator[str]:
    for prelude, inside in blocks(css):
        if prelude.startswith("@media"):
            if nested := "".join(_kept(inside)):
                yield f"{prelude}{{{nested}}}"
        elif not prelude.startswith("@"):
            selectors = [each for each in _selectors(prelude) if _is_used(each)]
            if selectors and inside:
                said = inside.replace("!important", "") if UTILITY.match(selectors[0]) else inside
                yield f"{','.join(selectors)}{{{said}}}"


def _selectors(prelude: str) -> list[str]:
    return re.split(r",(?![^()]*\))", prelude)


def _is_used(selector: str) -> bool:
    if OTHER_WAYS.search(selector):
        return False
    return set(CLASS.findall(NEGATED.sub("", selector))) <= KEEP


def _without_idle_variables(css: str, others: str) -> str:
    idle = set(DECLARED.findall(css)) - set(VARIABLE.findall(css + others))
    if not idle:
        return re.sub(r"[^{}]+{;?}", "", css)
    one = rf"(?:{'|'.join(sorted(idle))}):(?:url\(\"[^\"]*\"\)|[^;}}])*(?:;|(?=}}))"
    return _without_idle_variables(re.sub(one, "", css), others)


def others() -> str:
    """Our own stylesheets, which read some of Bootstrap's variables."""
    return "".join(path.read_text() for path in sorted(TARGET.parent.rglob("*.css")) if path != TARGET)


if __name__ == "__main__":
    TARGET.write_text(cut(Path(sys.argv[1]).read_text(), others()))
