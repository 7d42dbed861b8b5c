"""A framework that is gathered piece by piece."""

from catalog.core.snapshot import HELPFUL, ResourceStep
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR
from catalog.exchange.core.tidying import bare, one_line, same, tidy


def test_what_is_said_twice_counts_once():
    found = Gathering()
    area = found.area("Tools ")
    assert found.area("tools") == area
    skill = found.skill(area, "Python", "A1")
    found.anchor(skill, 1, "I write it", "A2")
    found.anchor(skill, 1, "I write it", "A3")
    found.anchor(skill, 1, "I read it", "A4")
    role = found.role("Analyst")
    assert found.role("ANALYST") == role
    level = found.level(role, "Junior", 1)
    assert found.level(role, "junior ", 2) == level
    found.need(role, level, skill, 1, "B1")
    found.need(role, level, skill, 1, "B2")
    found.need(role, level, skill, 1, "B3", HELPFUL)
    assert [(message.code, message.place) for message in found.messages] == [
        ("gathering-anchor-twice", "A4"),
        ("gathering-need-twice", "B3"),
    ]
    snapshot = found.snapshot("My skills", language="de")
    assert snapshot.skill["python"].anchor_at[1].text == "I write it"
    assert (snapshot.framework.slug, snapshot.framework.language) == ("my-skills", "de")
    assert snapshot.roles[0].levels[0].requirement_of["python"].step == 1


def test_texts_are_cut_to_the_room_that_there_is():
    found = Gathering()
    found.skill(found.area("a" * 130), "b" * 121, "A1", code="c" * 41)
    found.step(1, "", "")
    snapshot = found.snapshot("   ")
    assert len(snapshot.areas[0].name) == 120
    assert snapshot.skills[0].name == "b" * 119 + "…"
    assert len(snapshot.skills[0].code) == 40
    assert (snapshot.scale[0].name, snapshot.scale[0].meaning) == ("1", "1")
    assert snapshot.framework.name == "framework"
    assert [message.code for message in found.messages] == ["gathering-cut"] * 3


def test_many_of_one_name_have_keys_of_their_own():
    found = Gathering()
    area = found.area("A")
    keys = [found.skill(area, name, "") for name in ("日本", "語", "日本", "skill-2", "x" * 70, "x" * 70)]
    assert len(set(keys)) == len(keys)
    assert keys[:3] == ["skill", "skill-2", "skill-3"]
    assert all(len(key) <= 64 for key in keys)


def test_errors_count_as_rejected():
    found = Gathering()
    found.say(ERROR, "gathering-cut", "A1", text="t", most=1)
    assert found.rejected == 1


def test_resources_serve_steps():
    found = Gathering()
    found.resource("Book", "https://example.org", "book", [ResourceStep("python", 1)], "en", "")
    found.resource("Book", "https://example.org", "book", [], "en", "")
    assert [(each.slug, len(each.steps)) for each in found.snapshot("F").resources] == [("book", 1), ("book-2", 0)]


def test_texts_are_made_comparable():
    assert tidy("\ufeff a\u00a0\tb \r\n c\u200b\x00 \u200d") == "a  b\n c"
    assert one_line(" a \n b ") == "a b"
    assert same("ＡＢＣ \n Größe") == same("abc GRÖSSE") == "abc grösse"
    assert same("Plain  Text ") == "plain text"
    assert bare("Human Coding-Scheme") == bare("humanCodingScheme") == "humancodingscheme"
