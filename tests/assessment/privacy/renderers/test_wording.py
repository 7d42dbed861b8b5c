import pytest

from assessment.privacy.core.tables import HeldField, HeldTable, Periods
from assessment.privacy.renderers.wording import PrivacyWords
from catalog.core.privacy import About, Erase, Export, Keep, Purpose, Seen, content, nobodys, technical
from catalog.core.readability import grade

WORDS = PrivacyWords(str, lambda one, many, count: one if count == 1 else many)
PERIODS = Periods(31, 366, 8, 367, 32, 91, 15, 92, 731)


@pytest.mark.parametrize(
    "told",
    [
        *(WORDS.why(purpose) for purpose in Purpose),
        *(WORDS.what(purpose) for purpose in Purpose),
        *(WORDS.how_long(keep, PERIODS) for keep in Keep),
        *(WORDS.kept(keep) for keep in Keep),
        *(WORDS.seen(seen) for seen in Seen),
        *(WORDS.about(about) for about in About),
        *(WORDS.export(export) for export in Export),
        *(WORDS.erase(erase) for erase in Erase),
    ],
)
def test_each_word_is_told_and_easy_to_read(told):
    assert told
    assert len(told.split()) < 6 or grade(told) <= 12


def test_days_are_those_of_the_site():
    told = " ".join(WORDS.how_long(keep, PERIODS) for keep in Keep)
    assert [days for days in PERIODS if f"{days} days" not in told] == []
    assert WORDS.days(1) == "1 day"


def tables() -> list[HeldTable]:
    said = content("a", purpose=Purpose.REPORT, keep=Keep.ATTEMPT)["a"]
    key = technical("a", purpose=Purpose.OPEN, keep=Keep.LINK, export=Export.WITHHELD)["a"]
    none = nobodys("a")["a"]
    fields = (HeldField("step", "step", said), HeldField("seed", "seed", key), HeldField("other", "other", none))
    return [HeldTable("x.Y", "y", fields), HeldTable("x.Z", "z", fields[2:])]


def test_fields_are_told_by_table_without_what_is_nobodys():
    [told] = WORDS.told(tables(), PERIODS)
    assert (told.label, [row.names for row in told.rows]) == ("x.Y", ["step", "seed"])
    assert told.rows[1].export.startswith("named")


def test_visitors_get_a_row_for_each_purpose_that_there_is():
    assert [row.why for row in WORDS.short(tables(), PERIODS)] == [
        "To make your report",
        "To open your attempt to you and to nobody else",
    ]
