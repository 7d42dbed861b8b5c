"""The one stylesheet: every file in it, each in its layer."""

import re

from config.bundle import LAYERS, SOURCES, joined

FOR_THE_EDITOR = {path.name for path in SOURCES.glob("admin*.css")}


def test_every_stylesheet_lies_in_one_layer():
    listed = [name for names in LAYERS.values() for name in names]
    there = {str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.css")} - FOR_THE_EDITOR
    assert sorted(listed) == sorted(there)


def test_the_layers_are_told_in_their_order_before_any_of_them_begins():
    first, order, rest = joined().split("\n", 2)
    assert first == '@charset "UTF-8";'
    assert order == "@layer bootstrap, tokens, frame, components, rooms, print;"
    begun = re.findall(r"^@layer ([a-z]+) {$", rest, re.MULTILINE)
    assert begun == [layer for layer, names in LAYERS.items() for _ in names]


def test_every_brace_is_closed():
    for names in LAYERS.values():
        for name in names:
            text = (SOURCES / name).read_text()
            assert text.count("{") == text.count("}"), name
