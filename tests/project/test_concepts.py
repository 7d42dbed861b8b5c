"""docs/concepts.md has one word for each thing: every public class of the pure folders stands there, and no other name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONCEPTS = (ROOT / "docs" / "concepts.md").read_text()
PURE = ("catalog/core/*.py", "catalog/*/core/**/*.py", "assessment/*/core/*.py", "assessment/words/*.py")
# Words of a time when a thing had two names. Nobody should meet them again.
GONE = {
    "Study", "Basis", "Wanted", "Wish", "Lift", "Ladderwork", "Compiled", "Said", "Given", "Kept",
}  # fmt: skip


def classes(*patterns: str) -> Iterator[str]:
    """The names of the classes of the modules that fit."""
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            yield from (node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))


def in_code_font() -> set[str]:
    """The class names that the document speaks of."""
    return {name for name in re.findall(r"`(\w+)`", CONCEPTS) if name[0].isupper()}


def test_every_public_class_of_the_pure_folders_has_its_word():
    public = {name for name in classes(*PURE) if not name.startswith("_")}
    assert {"Snapshot", "GapReport", "LearningPlan", "Refused"} <= public
    assert sorted(public - in_code_font()) == []


def test_every_class_that_has_a_word_is_there():
    everywhere = set(classes("catalog/**/*.py", "assessment/**/*.py"))
    assert sorted(in_code_font() - everywhere) == []


def test_no_class_has_a_word_that_was_given_up():
    assert sorted(GONE & set(classes("catalog/**/*.py", "assessment/**/*.py"))) == []
