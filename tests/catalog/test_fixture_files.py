"""The files of the shipped catalogue stay fit to read, to compare and to load."""

from collections import Counter
from functools import cache

import pytest

from config.management.commands.prepare import FIXTURES, fixture_labels
from tests.catalog.files import FILES, FOLDER, called, entries

pytestmark = pytest.mark.slow


def test_every_file_is_loaded_and_every_loaded_file_is_there():
    assert sorted(FIXTURES) == [path.stem for path in sorted(FOLDER.iterdir())]
    labels = fixture_labels()
    assert sorted(labels) == [f"catalog/{path.parent.name}/{path.stem}" for path in FILES]
    order = {name: place for place, name in enumerate(FIXTURES)}
    assert labels == sorted(labels, key=lambda label: (label.split("/")[1], order[label.split("/")[2]]))


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_holds_one_model_by_natural_keys_alone(path):
    found = entries(path.stem, path.parent.name)
    assert len({entry["model"] for entry in found}) == 1
    assert [entry for entry in found if set(entry) != {"model", "fields"}] == []
    parents = {"framework", "area", "skill", "needs", "role", "level", "resource"}
    keys = [(name, key) for entry in found for name, key in entry["fields"].items() if name in parents]
    assert [pair for pair in keys if not isinstance(pair[1], list)] == []


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_names_a_thing_once(path):
    """Of two rows of one key the later would be loaded over the other, and nobody would be told."""
    key = {"anchors": ("skill", "step"), "scale_steps": ("value",), "practice_people": ("position",)}
    keys = [
        str([row[name] for name in key.get(path.stem, ("role", "slug")) if name in row] or row)
        for row in (entry["fields"] for entry in entries(path.stem, path.parent.name))
        if "slug" in row or path.stem in key
    ]
    assert [name for name, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_is_clean_text_without_tabs_or_trailing_space(path):
    text = path.read_bytes().decode()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.split("\n") if line.rstrip(" ") != line or "\t" in line or "\r" in line] == []


# What a row is sorted by in its file: the order in which people meet it. `place` is the place of a row that another
# file of its framework holds.
SORTED_BY = {
    "frameworks": lambda row, place: row["slug"],
    "scale_steps": lambda row, place: row["value"],
    "practice_people": lambda row, place: row["position"],
    "areas": lambda row, place: row["position"],
    "skills": lambda row, place: (place("areas", row["area"]), row["position"]),
    "anchors": lambda row, place: (place("skills", row["skill"]), row["step"]),
    "prerequisites": lambda row, place: (place("skills", row["skill"]), row["step"]),
    "roles": lambda row, place: row["position"],
    "role_levels": lambda row, place: (place("roles", row["role"]), row["rank"], row["track"]),
    "requirements": lambda row, place: (place("role_levels", row["level"]), place("skills", row["skill"])),
    # By key: these have no order of their own.
    "role_notes": lambda row, place: (place("roles", row["role"]), row["slug"]),
    "salary_ranges": lambda row, place: (place("roles", row["role"]), row["slug"]),
    "resources": lambda row, place: row["slug"],
    "resource_steps": lambda row, place: (row["resource"], place("skills", row["skill"]), row["step"]),
    "external_links": lambda row, place: (place("skills", row["skill"]), row["uri"]),
}


@cache
def places(name: str, framework: str) -> dict[tuple[str, ...], int]:
    """Where the rows of a file stand, by their natural keys."""
    found = (entry["fields"] for entry in entries(name, framework))
    keys = ((*(row["role"] if name == "role_levels" else [framework]), row["slug"]) for row in found)
    return {key: place for place, key in enumerate(keys)}


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_is_sorted(path):
    framework = path.parent.name

    def place(name: str, key: list[str]) -> int:
        return places(name, framework)[tuple(key)]

    keys = [SORTED_BY[path.stem](entry["fields"], place) for entry in entries(path.stem, framework)]
    assert keys == sorted(keys)
