"""Filter, sort and fields, as CASE's list of documents takes them."""

import re

import pytest

from catalog.api.case import choosing

A = {"identifier": "1", "title": "Alpha", "language": "en", "subject": ["Maths", "Art"], "uri": "u"}
B = {"identifier": "2", "title": "beta", "language": "de", "uri": "u"}
C = {"identifier": "3", "title": "Gamma", "language": "en", "uri": "u"}
ALL = (C, A, B)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", "312"),
        ("language='EN'", "31"),
        ("language!='en'", "2"),
        ("title~'a'", "312"),
        ("title>='beta'", "32"),
        ("title>'beta'", "3"),
        ("title<'beta'", "1"),
        ("title<='beta'", "12"),
        ("language='en' AND title~'lph'", "1"),
        ("language='de' OR title='Gamma'", "32"),
        ("title=' OR '", ""),
        ("subject='art'", "1"),
        ("nothing=''", "312"),
        ("nothing='x'", ""),
    ],
)
def test_a_filter_lets_through_what_it_says(said, found):
    assert re.fullmatch(choosing.FILTER.removeprefix("^").removesuffix("$"), said)
    assert [each["identifier"] for each in choosing.filtered(ALL, said)] == list(found)


@pytest.mark.parametrize("said", ["title", "title=x", "title='x", "title='x' AND", "a='1' AND b='2' AND c='3'", " "])
def test_what_is_no_filter_does_not_fit(said):
    assert not re.fullmatch(choosing.FILTER.removeprefix("^").removesuffix("$"), said)


@pytest.mark.parametrize(
    ("by", "way", "found"),
    [("", "desc", "312"), ("title", "asc", "123"), ("title", "desc", "321"), ("notes", "asc", "312")],
)
def test_it_is_sorted(by, way, found):
    assert [each["identifier"] for each in choosing.ordered(ALL, by, way)] == list(found)


def test_only_the_fields_that_were_asked_for_and_those_that_are_needed():
    assert choosing.cut(A, ()) == A
    assert set(choosing.cut(A, ("language", "notes"))) == {"identifier", "title", "uri", "language"}
