"""The tables in which models say what their fields hold of people."""

import pytest

from catalog.core.privacy import (
    NOBODYS,
    About,
    Classification,
    Erase,
    Export,
    Keep,
    Purpose,
    Seen,
    classified,
    content,
    identifies,
    nameless,
    nobodys,
    staffs,
    technical,
)


def test_a_string_may_hold_several_names():
    assert nobodys("one two", "three") == {"one": NOBODYS, "two": NOBODYS, "three": NOBODYS}


def test_what_is_a_persons_is_in_their_export_and_goes_with_them():
    for sort, about in ((identifies, About.IDENTIFIES), (content, About.CONTENT), (technical, About.TECHNICAL)):
        assert sort("it", purpose=Purpose.NAME, keep=Keep.ATTEMPT) == {
            "it": Classification(about, Purpose.NAME, Keep.ATTEMPT, Seen.OWNER, Export.GIVEN, Erase.ROW)
        }


def test_a_field_can_differ_from_its_sort():
    told = technical("it", purpose=Purpose.OPEN, keep=Keep.LINK, seen=Seen.NONE, export=Export.WITHHELD)["it"]
    assert (told.seen, told.export, told.erase) == (Seen.NONE, Export.WITHHELD, Erase.ROW)


def test_what_is_of_nobody_whom_we_can_tell_goes_by_itself():
    told = nameless("it", about=About.CONTENT, purpose=Purpose.REMARKS, keep=Keep.REMARK)["it"]
    assert (told.export, told.erase) == (Export.UNKNOWN, Erase.BY_ITSELF)


def test_the_record_of_the_catalogue_stays_and_what_waits_does_not():
    assert staffs("by")["by"].erase == Erase.STAYS
    assert staffs("by", keep=Keep.IMPORT)["by"].erase == Erase.BY_ITSELF


def test_a_field_is_classified_once():
    assert set(classified(nobodys("one"), staffs("two"))) == {"one", "two"}
    with pytest.raises(ValueError, match="classified twice: one"):
        classified(nobodys("one"), staffs("one two"))
