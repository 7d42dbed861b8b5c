from assessment.privacy.core.tables import HeldField, HeldTable, alike
from catalog.core.privacy import Keep, Purpose, content, nobodys, technical

[SAID] = content("x", purpose=Purpose.REPORT, keep=Keep.ATTEMPT).values()
[KEY] = technical("x", purpose=Purpose.OPEN, keep=Keep.LINK).values()
[NONE] = nobodys("x").values()


def table(label: str, **fields) -> HeldTable:
    return HeldTable(label, label, tuple(HeldField(name, name.upper(), held) for name, held in fields.items()))


def test_fields_that_are_classified_alike_are_told_together_in_the_order_of_the_table():
    found = list(alike([table("one", a=SAID, b=KEY, c=SAID, d=NONE), table("two", e=NONE)]))

    assert [(each.table.label, each.names, each.words) for each in found] == [
        ("one", "a, c", "A, C"),
        ("one", "b", "B"),
    ]


def test_a_table_is_of_people_as_soon_as_one_field_is():
    assert table("one", a=NONE, b=SAID).is_of_people
    assert table("one", a=NONE, b=SAID).is_of_owners
    assert not table("one", a=NONE).is_of_people
    assert not table("one", a=NONE).is_of_owners
