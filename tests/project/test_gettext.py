"""Every sentence can be translated: a translator's tool finds it, and it is looked up when somebody reads it."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from tests.environment import clean
from tests.project.test_house import modules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# What Django's makemessages tells xgettext to look for, beside what that knows of Python itself.
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
)
KNOWN = {"_", *(word.partition(":")[0] for word in KEYWORDS), "gettext", "ngettext"}
MODULES = modules("assessment", "catalog", "config")
IMPORT_ALL = """
import importlib, sys, traceback
from pathlib import Path
import django
from django.utils.translation import trans_real
root, *names = sys.argv[1:]
found = []
def told(name, real):
    def look_up(*args):
        ours = [each for each in traceback.extract_stack() if each.filename.startswith(root) and ".venv" not in each.filename]
        found.extend(f"{args[0]!r} {each.filename}:{each.lineno}" for each in ours[-1:])
        return real(*args)
    setattr(trans_real, name, look_up)
for name in ("gettext", "ngettext", "pgettext", "npgettext"):
    told(name, getattr(trans_real, name))
django.setup()
for name in names:
    importlib.import_module(name)
print("\\n".join(found))
"""


def means(node: ast.expr, names: dict[str, str]) -> str:
    """Which of gettext's functions an expression is, by its real name; empty for anything else."""
    name = names.get(node.id, node.id) if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name if name.endswith(("gettext", "gettext_lazy", "gettext_noop")) else ""


def aliases(tree: ast.Module) -> dict[str, str]:
    """The other names that a module gives to gettext's functions."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            found |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            found |= {to.id: means(of, {}) for to, of in pairs if isinstance(to, ast.Name) and means(of, {})}
    return found


def calls(path: Path) -> Iterator[tuple[ast.Call, str, str]]:
    """Each call of one of them in a file, as it is written there and as it is meant."""
    tree = ast.parse(path.read_text())
    names = aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (meant := means(node.func, names)):
            yield node, ast.unparse(node.func).rpartition(".")[2], meant


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence of the code with its plural, empty where it has none."""
    for path in MODULES:
        for call, _written, meant in calls(path):
            texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if texts:
                yield texts[0], texts[1] if meant.startswith("ngettext") else ""


def test_every_sentence_is_asked_for_by_a_name_that_the_tool_knows_and_stands_there_in_full():
    wrong = []
    for path in MODULES:
        for call, written, meant in calls(path):
            known = written in KNOWN and (written == "_") <= (not meant.startswith("ngettext"))
            if not known or not call.args or not isinstance(call.args[0], ast.Constant):
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno} {written}")
    assert wrong == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is not there: apt-get install gettext")
def test_the_tool_finds_every_sentence_of_the_code():
    words = [f"--keyword={word}" for word in KEYWORDS]
    done = subprocess.run(
        ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-wrap", "--output=-", *words, *map(str, MODULES)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    found = set()
    for entry in done.stdout.split("\n\n")[1:]:
        parts = re.split(r"^(?:msgid|msgid_plural|msgstr\S*) ", entry, flags=re.M)[1:]
        texts = [
            "".join(ast.literal_eval(line) for line in part.splitlines() if line.startswith('"')) for part in parts
        ]
        found.add((texts[0], texts[1] if "msgid_plural" in entry else ""))
    expected = set(sentences())
    assert len([plural for _text, plural in expected if plural]) > 20
    assert sorted(expected - found) == []


def test_no_sentence_is_looked_up_while_the_code_is_read():
    """It would stay in the language of whoever came first."""
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]
    names = [name for name in names if not name.endswith((".wsgi", "config.settings", ".reliability"))]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(ROOT), *names],
        capture_output=True, check=True, text=True, cwd=ROOT, env=clean(DJANGO_SETTINGS_MODULE="config.settings"),
    )  # fmt: skip
    ours = tuple(repr(text) for text, _plural in sentences())  # Django looks up one of its own
    assert [line for line in done.stdout.splitlines() if line.startswith(ours)] == []


TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*.*")) if path.suffix in {".html", ".txt"}]


def test_the_tool_reads_every_template():
    for path in TEMPLATES:
        templatize(path.read_text(), origin=str(path))


def test_days_are_written_as_their_language_does():
    """By the name of a format, of which each language has its own; only year-month-day is the same in all."""
    by_hand = re.compile(r"""\|(?:date|time):"(?!\w*_FORMAT"|Y-m-d")|\bdate_format\([^"\n]*"(?!\w*_FORMAT")""")
    found = [str(path.relative_to(ROOT)) for path in (*TEMPLATES, *MODULES) if by_hand.search(path.read_text())]
    assert found == []


# These never are one; minutes come by fives, and a run is of ten or more.
NEVER_ONE = {"most", "limit", "limit_value", "wobble", "evidence_limit", "minutes", "run", "quick_seconds"} | {
    "total"
}  # and “1 of 1 points” reads well
COUNTED = re.compile(
    r"(?:%\((\w+)\)d|%d|\{\{ ?(\w+) ?\}\})(?: of (?:%\(\w+\)d|\{\{ ?\w+ ?\}\}))? (?!(?:is|was|has|does|as|us)\b)[a-z-]+s\b"
)
BLOCK = re.compile(
    r"\{% blocktranslate\b(?P<said>[^%]*(?:%(?!\})[^%]*)*)%\}(?P<text>.*?)\{% endblocktranslate %\}", re.S
)


def counted(text: str) -> list[str]:
    """The numbers in a sentence that a plural stands behind, by their names."""
    return [name for found in COUNTED.finditer(text) if (name := found[1] or found[2] or found[0]) not in NEVER_ONE]


def test_what_is_counted_has_a_singular_too():
    wrong = [text for text, plural in sentences() if not plural and counted(text)]
    for path in TEMPLATES:
        blocks = [block for block in BLOCK.finditer(path.read_text()) if " count " not in block["said"]]
        wrong += [f"{path.relative_to(ROOT)}: {block['text'].strip()}" for block in blocks if counted(block["text"])]
    assert wrong == []
