"""The order of areas and skills, and what a move makes of it."""

import pytest

from catalog.core.ordering import MoveUnknown, moved, read_move, read_order, written

ORDER = {1: (11, 12, 13), 2: (21,), 3: ()}


@pytest.mark.parametrize(
    ("move", "line"),
    [
        ("skill-12-up", "1:12,11,13;2:21;3:"),
        ("skill-12-down", "1:11,13,12;2:21;3:"),
        ("skill-11-up", "1:11,12,13;2:21;3:"),
        ("skill-13-down", "1:11,12,13;2:21;3:"),
        ("skill-13-before-11", "1:13,11,12;2:21;3:"),
        ("skill-11-before-13", "1:12,11,13;2:21;3:"),
        ("skill-12-before-12", "1:11,12,13;2:21;3:"),
        ("skill-12-before-21", "1:11,13;2:12,21;3:"),
        ("skill-12-into-3", "1:11,13;2:21;3:12"),
        ("skill-11-into-1", "1:12,13,11;2:21;3:"),
        ("area-2-up", "2:21;1:11,12,13;3:"),
        ("area-2-down", "1:11,12,13;3:;2:21"),
        ("area-1-up", "1:11,12,13;2:21;3:"),
        ("area-3-before-1", "3:;1:11,12,13;2:21"),
        ("area-3-before-3", "1:11,12,13;2:21;3:"),
    ],
)
def test_a_move_changes_the_order(move, line):
    assert written(moved(ORDER, read_move(move))) == line


@pytest.mark.parametrize("text", ["", "skill-1", "skill-1-sideways", "role-1-up", "skill-x-up", "skill-1-before-"])
def test_what_is_no_move_is_refused(text):
    with pytest.raises(MoveUnknown):
        read_move(text)


@pytest.mark.parametrize(
    "move", ["skill-99-up", "skill-11-into-9", "skill-11-before-99", "area-9-up", "area-1-before-9", "area-1-into-2"]
)
def test_a_move_of_what_is_not_there_is_refused(move):
    with pytest.raises(MoveUnknown):
        moved(ORDER, read_move(move))


def test_an_order_is_read_as_it_was_written():
    assert read_order(written(ORDER)) == ORDER
    assert read_order("") == {}
    with pytest.raises(ValueError, match="x"):
        read_order("x:1")
