"""What the database holds of people, read from the models: every field of every installed model."""

from collections import deque
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import get_language, gettext

from assessment.attempts.actions import RESUME_DAYS
from assessment.privacy.core.tables import HeldField, HeldTable, Periods
from assessment.privacy.elsewhere import MODELS, TABLES
from assessment.privacy.renderers.wording import PrivacyWords
from assessment.role.reading import words_in
from catalog.core.privacy import NOBODYS, About, Classification, Export, Privacy

TO_ACCOUNT, TO_ATTEMPT = "auth.User", "assessment.Assessment"


def models() -> list[type[Model]]:
    """Every installed model that has a table, those between two others too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]


def declared(model: type[Model]) -> Privacy:
    """The table of a model as it and its bases declare it, or as we say of it for others."""
    found: Privacy = {}
    for base in reversed(model.__mro__):
        found |= vars(base).get("privacy", {})
    return found | MODELS.get(model._meta.label, {})


@cache
def classifications(model: type[Model]) -> Privacy:
    """How each field of a model is classified. One without a classification is left out."""
    if model._meta.auto_created:
        return dict.fromkeys((field.name for field in model._meta.concrete_fields), _between(model))
    found = declared(model)
    key = model._meta.pk
    if key is not None and key.auto_created and key.name not in found:
        found[key.name] = _number(found)
    return {field.name: found[field.name] for field in fields_of(model) if field.name in found}


def fields_of(model: type[Model]) -> "list[Field[object, object]]":
    """What a model keeps: its columns, and its lists of others."""
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def _between(model: type[Model]) -> Classification:
    """A table that stands between two is what its list of others is."""
    [owner, name] = next(
        (other, field.name)
        for other in apps.get_models()
        for field in other._meta.many_to_many
        if field.remote_field.through is model
    )
    return classifications(owner).get(name, NOBODYS)


def _number(found: Privacy) -> Classification:
    """The number of a row tells of a person where the row is of somebody whom we can tell."""
    own = [each for each in found.values() if each.export in {Export.GIVEN, Export.WITHHELD}]
    return own[0]._replace(about=About.TECHNICAL, export=Export.GIVEN) if own else NOBODYS


def unclassified() -> list[str]:
    """Each field that nobody has classified, as `app.Model.field`."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in fields_of(model)
        if field.name not in classifications(model)
    ]


def strays() -> list[str]:
    """Each name that a table has and its model has not."""
    return [
        f"{model._meta.label}.{name}"
        for model in models()
        for name in declared(model)
        if name not in {field.name for field in fields_of(model)}
    ]


def tables() -> list[HeldTable]:
    """All that the database holds, in words of the language in use. What stands between two is told with its list."""
    found = [
        HeldTable(
            model._meta.label,
            str(model._meta.verbose_name),
            tuple(
                HeldField(field.name, str(field.verbose_name), classifications(model)[field.name])
                for field in fields_of(model)
                if field.name in classifications(model)
            ),
        )
        for model in models()
        if not model._meta.auto_created
    ]
    words = {"shared_cache": gettext("counter that all processes share"), "django_migrations": gettext("migration")}
    besides = [
        HeldTable(name, words[name], tuple(HeldField(each, each, held) for each, held in table.items()))
        for name, table in TABLES.items()
    ]
    return [*found, *besides]


@cache
def way(model: type[Model], to: str) -> str | None:
    """The look-up from a row of a model to the account or the attempt that it is of; None where none leads there.

    It follows the fields that tell of a person, nearest first: what belongs to what is said once, by foreign keys.
    """
    waiting: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    seen = {model}
    while waiting:
        here, steps = waiting.popleft()
        if here._meta.label == to:
            return "__".join(steps) or "pk"
        for field in here._meta.concrete_fields:
            held = classifications(here).get(field.name, NOBODYS)
            is_persons = held.about != About.NOBODY and held.export == Export.GIVEN
            if is_persons and isinstance(field, ForeignKey) and (other := field.related_model) not in seen:
                seen.add(other)
                waiting.append((other, (*steps, field.name)))
    return None


def periods() -> Periods:
    """How long things are kept, as the settings say."""
    return Periods(
        unfinished=settings.KEEP_UNFINISHED_DAYS,
        finished=settings.KEEP_FINISHED_DAYS,
        unconfirmed=settings.KEEP_UNCONFIRMED_DAYS,
        remarks=settings.KEEP_FEEDBACK_DAYS,
        imports=settings.KEEP_IMPORTS_DAYS,
        links=RESUME_DAYS,
        sessions=settings.SESSION_COOKIE_AGE // 86_400,
        erasures=settings.KEEP_ERASURES_DAYS,
        idle=settings.KEEP_IDLE_ACCOUNT_DAYS,
    )


def wording() -> PrivacyWords:
    """The words in the language of this request."""
    words = words_in(get_language() or "")
    return PrivacyWords(words.gettext, words.ngettext, words.language)
