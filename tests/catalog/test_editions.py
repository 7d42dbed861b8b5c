"""Editions: published once, current or not, the same for ever, and provably so."""

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import Http404

from catalog import editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import Edition, Framework, Publication, Skill
from tests.conftest import NOW
from tests.factories import AreaFactory, make_framework, publish_framework

LATER = NOW + timedelta(days=1)


@pytest.fixture
def framework(edition: Edition) -> Framework:
    return edition.framework


def publish(framework: Framework, at=LATER, **named: str) -> Edition:
    return editions.publish(framework=framework, by="erin", at=at, **named)


def rename(name: str) -> None:
    Skill.objects.filter(slug="cut").update(name=name)


def tamper(edition: Edition, column: str, value: str) -> None:
    """Change a stored edition behind the model's back."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE catalog_edition SET {column} = %s WHERE id = %s", [value, edition.pk])


def payload(edition: Edition) -> str:
    return Edition.objects.values_list("payload", flat=True).get(pk=edition.pk)


def test_an_edition_is_named_by_the_hash_of_its_bytes(edition):
    assert hashlib.sha256(payload(edition).encode()).hexdigest() == edition.digest


def test_publishing_stores_who_when_and_why(framework):
    rename("Cutting")
    made = publish(framework, label="Autumn", notes="A shorter name.")
    assert (made.framework, made.label, made.notes) == (framework, "Autumn", "A shorter name.")
    assert (made.published_at, made.published_by) == (LATER, "erin")


def test_an_edition_without_a_label_is_called_by_its_date(framework):
    rename("Cutting")
    assert publish(framework).label == "2026-11-24"


def test_two_editions_of_a_day_are_told_apart(framework):
    for number, label in enumerate(["2026-11-24", "2026-11-24 (2)", "2026-11-24 (3)"]):
        rename(f"Cut {number}")
        assert publish(framework).label == label
    rename("Cut of the next day")
    assert publish(framework, at=LATER + timedelta(days=1)).label == "2026-11-25"


def test_publishing_the_same_content_gives_the_same_edition_and_changes_nothing(framework, edition):
    before = list(Edition.objects.values()), list(Publication.objects.values())
    assert publish(framework, label="Another label", notes="Other notes") == edition
    assert (list(Edition.objects.values()), list(Publication.objects.values())) == before


def test_a_change_makes_a_new_edition_that_is_current(framework, edition):
    rename("Cutting")
    made = publish(framework)
    assert made.digest != edition.digest
    assert editions.current() == [made]
    assert editions.current_of(framework) == made


def test_content_of_an_earlier_edition_makes_that_edition_current_again(framework, edition):
    rename("Cutting")
    second = publish(framework)
    rename("To cut")
    assert publish(framework, at=LATER + timedelta(days=1), label="Ignored") == edition
    assert editions.current_of(framework) == edition
    assert list(Edition.objects.order_by("pk")) == [edition, second]
    history = Publication.objects.order_by("pk").values_list("edition_id", "at", "by")
    assert list(history) == [
        (edition.pk, NOW, "tests"),
        (second.pk, LATER, "erin"),
        (edition.pk, LATER + timedelta(days=1), "erin"),
    ]
    edition.refresh_from_db()
    assert edition.label == "First"


def test_a_clock_that_goes_back_does_not_bring_an_old_edition_back(framework):
    """What was published last is current, whatever the clock says."""
    rename("Cutting")
    made = publish(framework, at=NOW - timedelta(days=400))
    assert editions.current_of(framework) == made


def test_a_catalogue_with_errors_is_not_published(framework, edition):
    Skill.objects.filter(slug="cut").update(name="–", citations="")
    with pytest.raises(editions.CatalogueUnfit) as unfit:
        publish(framework)
    assert [(finding.rule, finding.slug) for finding in unfit.value.findings if finding.is_error] == [
        ("text-missing", "cut")
    ]
    assert "skill-uncited" in {finding.rule for finding in unfit.value.findings}
    assert str(unfit.value).startswith("error text-missing skill cut: Name: there is no word in it.")
    assert "skill-uncited" not in str(unfit.value)
    assert (editions.current(), Edition.objects.count()) == ([edition], 1)


def test_time_alone_makes_no_catalogue_unfit(framework, edition):
    assert publish(framework, at=NOW + timedelta(days=10_000)) == edition


def test_each_framework_has_its_own_current_edition(framework, edition):
    other = publish_framework(slug="made")
    assert editions.current() == [other, edition]
    AreaFactory(framework=other.framework, slug="made-new")
    newer = publish(other.framework)
    assert editions.current() == [newer, edition]
    assert editions.current_of(framework) == edition


def test_a_framework_that_was_never_published_has_none(edition):
    unpublished = make_framework(slug="draft")
    assert editions.current_of(unpublished) is None
    assert editions.current() == [edition]


def test_two_frameworks_with_equal_content_are_two_editions(db):
    first, second = publish_framework(slug="one"), publish_framework(slug="two")
    assert first.digest != second.digest


def test_the_current_edition_of_a_role_is_the_one_of_its_framework(edition):
    other = publish_framework(slug="made")
    found, snapshot = editions.found((editions.digest_with_role("made", "made-role"),))
    assert (found, snapshot.framework.slug) == (other, "made")
    with pytest.raises(Http404):
        editions.digest_with_role("workshop", "made-role")


def test_what_is_loaded_is_what_was_live_when_it_was_published(framework, edition):
    live = compile_live(framework)
    assert canonical.payload(editions.load(edition.digest)) == canonical.payload(live)


def test_an_edition_is_read_from_the_database_once(framework, django_assert_num_queries):
    rename("Read once")
    digest = publish(framework).digest
    editions.kept.cache_clear()
    with django_assert_num_queries(1):
        assert editions.load(digest) is editions.load(digest)


def test_a_digest_that_was_never_published_is_told_and_not_remembered(framework):
    rename("Published late")
    digest = canonical.digest(compile_live(framework))
    with pytest.raises(Edition.DoesNotExist):
        editions.load(digest)
    publish(framework)
    assert editions.load(digest).skill["cut"].name == "Published late"


def test_editions_as_published_have_no_fault(framework, edition):
    rename("Cutting")
    second = publish(framework)
    assert list(editions.verify()) == [(edition, ""), (second, "")]


def test_a_changed_word_is_found(edition):
    before = editions.load(edition.digest)
    tamper(edition, "payload", payload(edition).replace("To cut", "To Cut"))
    [(_edition, fault)] = editions.verify()
    assert fault.startswith("its content has the digest ")
    assert edition.digest not in fault
    assert before.skill["cut"].name == "To cut"


def test_a_changed_digest_is_found(edition):
    tamper(edition, "digest", "0" * 64)
    [(found, fault)] = editions.verify()
    assert (found.digest, fault) == ("0" * 64, f"its content has the digest {edition.digest}")


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace('{"areas":', '{ "areas":'),
        lambda text: text + "\n",
        lambda text: text.replace("ش", "\\u0634"),
    ],
    ids=["a space", "a newline at the end", "another spelling of a letter"],
)
def test_other_bytes_of_the_same_content_are_found(edition, rewrite):
    changed = rewrite(payload(edition))
    assert changed != payload(edition)
    tamper(edition, "payload", changed)
    assert [fault for _edition, fault in editions.verify()] == ["its payload is not in canonical form"]


@pytest.mark.parametrize(
    ("rewrite", "fault"),
    [
        (lambda text: "", "unreadable: payload: Invalid JSON: EOF while parsing a value at line 1 column 0"),
        (lambda text: text.replace('"schema":2', '"schema":3'), "unreadable: schema: this release reads the schemas 1"),
        (
            lambda text: text.replace('"schema":2', '"schema":"2"'),
            "unreadable: schema: Input should be a valid integer",
        ),
        (lambda text: text.replace('{"areas":', '{"extra":1,"areas":'), "unreadable: extra: "),
    ],
    ids=["emptied", "another schema", "another type", "something more"],
)
def test_what_cannot_be_read_is_found(edition, rewrite, fault):
    tamper(edition, "payload", rewrite(payload(edition)))
    [(_edition, found)] = editions.verify()
    assert found.startswith(fault)


def as_schema_1(edition: Edition) -> str:
    """The text as which an earlier release would have stored an edition."""
    value = json.loads(payload(edition))
    for step in value["scale"]:
        del step["months"]
    for area in value["areas"]:
        del area["counts_in"]
    for resource in value["resources"]:
        rows = [(row["skill"], row["step"]) for row in resource["steps"]]
        resource["steps"] = [{"skill": skill, "from_step": step - 1, "to_step": step} for skill, step in rows]
    old = value | {"schema": 1}
    return json.dumps(old, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_an_edition_of_schema_1_keeps_its_name_is_read_and_is_what_is_live(framework, edition):
    text = as_schema_1(edition)
    tamper(edition, "payload", text)
    tamper(edition, "digest", canonical.name(text))
    [(old, fault)] = editions.verify()
    assert (old.digest, fault) == (canonical.name(text), "")
    assert editions.as_read(old) == canonical.tidied(compile_live(framework))
    assert publish(framework) == old
    tamper(edition, "payload", text.replace("To cut", "To Cut"))
    [(_edition, fault)] = editions.verify()
    assert fault.startswith("its content has the digest ")


def run(command: str, *arguments: str) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def test_the_verifying_command_counts_what_it_proved(framework):
    rename("Cutting")
    publish(framework)
    assert run("verify_editions") == "Editions verified: 2\n"


def test_the_verifying_command_names_every_fault(framework, edition):
    rename("Cutting")
    second = publish(framework)
    tamper(edition, "payload", payload(edition) + " ")
    tamper(second, "payload", "{")
    with pytest.raises(CommandError) as faults:
        run("verify_editions")
    first, other = str(faults.value).splitlines()
    assert first == f"{edition.digest}: its payload is not in canonical form"
    assert other.startswith(f"{second.digest}: unreadable: payload: Invalid JSON")


def test_the_publishing_command_publishes_the_only_framework(framework):
    rename("Cutting")
    said = run("publish_edition", "--label", "Autumn", "--notes", "A shorter name.")
    current = editions.current_of(framework)
    assert said == f"workshop {current.digest}\n"
    assert (current.label, current.notes, current.published_by) == ("Autumn", "A shorter name.", "command line")


def test_the_publishing_command_stores_its_words_tidily(framework):
    rename("Cutting")
    run("publish_edition", "--label", " Autumn ", "--notes", "A shorter name.\r\nAnd more.\r\n")
    current = editions.current_of(framework)
    assert (current.label, current.notes) == ("Autumn", "A shorter name.\nAnd more.")


def test_the_publishing_command_tells_the_errors(framework, edition):
    rename("–")
    with pytest.raises(CommandError) as refused:
        run("publish_edition")
    first, error, summary = str(refused.value).splitlines()
    assert first == "Nothing was published."
    assert error.startswith("error text-missing skill cut: Name: there is no word in it.")
    assert summary.startswith("1 error, ")
    assert editions.current() == [edition]


def test_the_publishing_command_asks_which_of_several(framework):
    made = make_framework(slug="made")
    with pytest.raises(CommandError) as asked:
        run("publish_edition")
    assert str(asked.value) == "Name one framework. There are: made, workshop."
    assert run("publish_edition", "made") == f"made {editions.current_of(made).digest}\n"


def test_the_publishing_command_knows_no_other_framework(edition):
    with pytest.raises(CommandError) as asked:
        run("publish_edition", "nope")
    assert str(asked.value) == "Name one framework. There are: workshop."
    assert Edition.objects.count() == 1
