"""Pages and stylesheets know each other: a class that is named has a rule, and a rule has somebody who names its class."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from config.bundle import joined

ROOT = Path(__file__).parents[2]
EDITOR = ROOT / "templates" / "admin"
PAGES = [path for path in sorted((ROOT / "templates").rglob("*.*")) if EDITOR not in path.parents]
CODE = [path for folder in ("assessment", "catalog", "config") for path in sorted((ROOT / folder).rglob("*.py"))]
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
TESTS = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__)]
FORMS = sorted((Path(apps.get_app_config("crispy_bootstrap5").path) / "templates").rglob("*.html"))
ADMIN = [
    path
    for path in sorted(Path(apps.get_app_config("admin").path).rglob("*.*"))
    if path.suffix in {".css", ".html", ".js"}
]

GIVEN = re.compile(r"""(?:class|css_class|className|form_class)\s*=\s*\\?f?["']([^"']*)["']""")
TAG = re.compile(r"{[{%].*?[}%]}")
BLOCK = re.compile(r"{% block \w+_class %}(.*?){% endblock %}")
# A class whose end is decided when the page is made: `tone--{{ step }}`.
OPEN_END = "*"


def named(text: str) -> set[str]:
    """The classes that a template, a renderer or a script gives to elements; an open end is a star."""
    values = BLOCK.findall(text) + GIVEN.findall(TAG.sub(_gap, text))
    names = [name for value in values for name in re.sub(r"\{[^{}]*\}", OPEN_END, TAG.sub(_gap, value)).split()]
    return set(names) - {OPEN_END}


def _gap(tag: re.Match[str]) -> str:
    return OPEN_END if tag[0].startswith("{{") else " "


def styled(css: str) -> set[str]:
    """The classes that a stylesheet's selectors are for; what they only leave out does not count."""
    bare = re.sub(r"/\*.*?\*/|(?:url|:not)\([^)]*\)|\"[^\"]*\"", "", css, flags=re.DOTALL)
    return {
        name for prelude in re.findall(r"([^{};]*){", bare) for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", prelude)
    }


def texts(paths: list[Path]) -> str:
    return "\n".join(path.read_text() for path in paths)


def missing(wanted: set[str], there: set[str]) -> list[str]:
    """Those of the first that stand in no way in the second; a star stands for any end."""
    ends = tuple(name.removesuffix(OPEN_END) for name in there if name.endswith(OPEN_END))
    gone = [name for name in wanted if name not in there and not (ends and name.startswith(ends))]
    return sorted(
        name
        for name in gone
        if not (name.endswith(OPEN_END) and any(each.startswith(name.removesuffix(OPEN_END)) for each in there))
    )


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ('<p class="a b-c">', {"a", "b-c"}),
        ('<p class="a {% if x %}b{% endif %} c--{{ d }}">', {"a", "b", "c--*"}),
        ("f'<g class=\"mark mark--{mark}\">'", {"mark", "mark--*"}),
        ("{% block main_class %}page page--wide{% endblock %}", {"page", "page--wide"}),
        ("{% block main_class %}a {% if x %}b c--{{ d }}{% endif %}{% endblock %}", {"a", "b", "c--*"}),
        ('Submit("x", css_class="btn-lg me-2")', {"btn-lg", "me-2"}),
        ('each.className = "slider";', {"slider"}),
    ],
)
def test_classes_are_found_however_they_are_given(text, classes):
    assert named(text) == classes


def test_classes_of_a_stylesheet_are_found():
    css = "/* .no { */ .a > .b:not(.c) { background: url(x.svg); } @media (x) { .d::before { content: '.e'; } }"
    assert styled(css) == {"a", "b", "d"}


def test_what_is_missing_is_told():
    assert missing({"a", "b", "tone--3", "c--*"}, {"a", "tone--*", "c--x"}) == ["b"]


def test_every_class_of_a_page_has_a_rule_or_somebody_who_looks_for_it():
    known = styled(joined()) | named(texts(FORMS))
    looked_for = texts(SCRIPTS + TESTS)
    nowhere = missing(named(texts(PAGES + CODE)), known)
    assert [name for name in nowhere if name.removesuffix(OPEN_END) not in looked_for] == []


def test_every_rule_has_an_element_somewhere():
    given = named(texts(PAGES + CODE + SCRIPTS + FORMS))
    assert missing(styled(joined()), given) == []


def test_every_rule_for_the_editor_has_an_element_there():
    given = named(texts(sorted(EDITOR.rglob("*.html")) + CODE))
    words = set(re.findall(r"[\w-]+", texts(ADMIN)))
    css = (ROOT / "static" / "css" / "admin.css").read_text()
    assert [name for name in missing(styled(css), given) if name not in words] == []
