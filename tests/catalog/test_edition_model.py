"""An edition is written once: no way through its model changes or deletes it."""

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import Edition, EditionIsImmutable, Framework, Publication
from tests.conftest import NOW
from tests.factories import publish_framework


def save(edition: Edition) -> None:
    edition.label = "Tampered"
    edition.save()


def save_some(edition: Edition) -> None:
    edition.payload = "{}"
    edition.save(update_fields=["payload"])


def save_as_new(edition: Edition) -> None:
    """A fresh object with the number of a stored one: to Django an object to be added."""
    values = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    Edition(**values | {"payload": "{}"}).save()


def upsert(edition: Edition) -> None:
    forged = Edition(
        framework=edition.framework, digest=edition.digest, payload="{}", label="Tampered", published_at=NOW
    )
    Edition.objects.bulk_create(
        [forged], update_conflicts=True, unique_fields=["digest"], update_fields=["payload", "label"]
    )


def bulk_update(edition: Edition) -> None:
    edition.label = "Tampered"
    Edition.objects.bulk_update([edition], ["label"])


# Every way to change or delete that a queryset, a manager or an object has.
WAYS = {
    "save": save,
    "save of some fields": save_some,
    "save as new": save_as_new,
    "delete": lambda edition: edition.delete(),
    "update": lambda edition: Edition.objects.update(label="Tampered"),
    "update of some": lambda edition: Edition.objects.filter(pk=edition.pk).update(payload="{}"),
    "update after a lock": lambda edition: Edition.objects.select_for_update().filter(pk=edition.pk).update(label="x"),
    "delete of all": lambda edition: Edition.objects.all().delete(),
    "delete of some": lambda edition: Edition.objects.filter(pk=edition.pk).delete(),
    "bulk update": bulk_update,
    "bulk create over it": upsert,
    "update or create": lambda edition: Edition.objects.update_or_create(
        digest=edition.digest, defaults={"payload": "{}"}
    ),
    "asynchronous update": lambda edition: async_to_sync(Edition.objects.all().aupdate)(label="Tampered"),
    "asynchronous delete": lambda edition: async_to_sync(Edition.objects.all().adelete)(),
    "light update": lambda edition: Edition.objects.light().update(label="Tampered"),
    "light save": lambda edition: save(Edition.objects.light().get(pk=edition.pk)),
    "base manager update": lambda edition: Edition._base_manager.update(label="Tampered"),
    "base manager delete": lambda edition: Edition._base_manager.all().delete(),
    "default manager update": lambda edition: Edition._default_manager.update(label="Tampered"),
    "update by the framework": lambda edition: edition.framework.editions.update(label="Tampered"),
    "delete by the framework": lambda edition: edition.framework.editions.all().delete(),
    "move to another framework": lambda edition: publish_framework().framework.editions.add(edition),
    "move one by one": lambda edition: publish_framework().framework.editions.add(edition, bulk=False),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_no_way_through_the_model_changes_an_edition(edition, way):
    before = Edition.objects.values().get(pk=edition.pk)
    with pytest.raises((EditionIsImmutable, IntegrityError)), transaction.atomic():
        way(edition)
    assert Edition.objects.values().get(pk=edition.pk) == before


def test_the_refusal_is_a_sentence(edition):
    with pytest.raises(ValidationError) as refused:
        edition.delete()
    assert refused.value.messages == ["An edition never changes: publish a new one."]
    assert refused.value.code == "immutable"


def test_one_digest_is_one_edition(edition):
    with pytest.raises(IntegrityError, match="digest"), transaction.atomic():
        Edition.objects.create(
            framework=edition.framework, digest=edition.digest, payload="{}", label="x", published_at=NOW
        )


def test_a_light_edition_leaves_its_payload_where_it_is(edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        [light] = Edition.objects.light()
        assert light.digest == edition.digest
    assert light.get_deferred_fields() == {"payload"}


def test_a_framework_goes_with_nothing_while_it_has_an_edition(edition):
    with pytest.raises(Exception, match="protected foreign keys"), transaction.atomic():
        edition.framework.delete()
    assert (Framework.objects.count(), Edition.objects.count(), Publication.objects.count()) == (1, 1, 1)
