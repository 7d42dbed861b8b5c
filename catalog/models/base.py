"""What all rows of the catalogue share: keys, and texts with a thing a line."""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from catalog.core.canonical import tidy
from catalog.core.privacy import nobodys

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

validate_key = RegexValidator(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", _("Use lower-case letters, digits, - and _."))
validate_language = RegexValidator(
    r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", _("Write a language tag, such as en or pt-BR.")
)
PER_LINE = _("One per line.")
ELSEWHERE = _("This belongs to another framework. Choose within its own, or add it anew.")
CITATIONS = _("One per line, as “Section:line” of the source.")


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a text, trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def percent(verbose_name: "StrOrPromise", default: int) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(verbose_name, default=default, validators=[MaxValueValidator(100)])


class Check(models.CheckConstraint):
    """A rule that the database keeps, with the sentence that forms say.

    Django's own writes its sentence into migrations, so that a new wording would want one, and fills it with
    `% {"name": …}`, at which a sentence with “100 %.” breaks.
    """

    def __init__(self, *, condition: Any, name: str, says: "StrOrPromise") -> None:
        super().__init__(condition=condition, name=name)
        self.says = says

    def get_violation_error_message(self) -> str:
        return str(self.says)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, named = super().deconstruct()
        return "django.db.models.CheckConstraint", args, dict(named)

    def clone(self) -> "Check":
        return Check(condition=self.condition, name=self.name, says=self.says)


class OneKey(models.UniqueConstraint):
    """A key stands once in what a thing belongs to. Said beside the key, and not above all fields."""

    def validate(self, *args: Any, **named: Any) -> None:
        try:
            super().validate(*args, **named)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from None

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, named = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, dict(named)


class RowStays(ValidationError):
    """A row that stays as it was stored was about to be changed or deleted; each kind says so in its words."""

    SAYS: ClassVar["StrOrPromise"]
    CODE: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.SAYS, code=self.CODE)


Lasting = TypeVar("Lasting", bound="Unchanging")


class UnchangingQuerySet(models.QuerySet[Lasting]):
    """Adds rows, and refuses whatever would change or delete one."""

    def update(self, **kwargs: Any) -> int:
        raise self.model.REFUSAL

    def delete(self) -> tuple[int, dict[str, int]]:
        raise self.model.REFUSAL

    def bulk_create(self, objs: Iterable[Lasting], *args: Any, **kwargs: Any) -> list[Lasting]:
        if kwargs.get("update_conflicts"):
            raise self.model.REFUSAL
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[models.Model], fields: Iterable[str], batch_size: int | None = None) -> int:
        raise self.model.REFUSAL


class Unchanging(models.Model):
    """A row that stays as it was stored. Its base manager must be one of an UnchangingQuerySet, too."""

    REFUSAL: ClassVar[type[RowStays]]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise self.REFUSAL
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise self.REFUSAL


Row = TypeVar("Row", bound="NaturallyKeyed", covariant=True)


class KeyManager(models.Manager[Row]):
    def get_by_natural_key(self, *key: Any) -> Row:
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class NaturallyKeyed(models.Model):
    """A row that fixtures know by what it is and not by its number: the look-ups of NATURAL_KEY find it."""

    NATURAL_KEY: ClassVar[tuple[str, ...]]
    # The way to its framework, which a row never leaves: what points at it would point into another one.
    FRAMEWORK: ClassVar[str] = ""

    objects: ClassVar[KeyManager[Self]] = KeyManager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a move to another framework, and whatever belongs to another one."""
        super().clean()
        kept = None
        if self.pk and self.FRAMEWORK:
            kept = type(self)._default_manager.filter(pk=self.pk).values_list(self.FRAMEWORK, flat=True).first()
        own = kept or framework_of(self)
        wrong = [
            field.name
            for field in self._meta.concrete_fields
            if field.editable and framework_of(getattr(self, field.name, None)) not in {None, own}
        ]
        if wrong and own is not None:
            raise ValidationError(dict.fromkeys(wrong, ELSEWHERE))

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(attrgetter(look_up.replace("__", "."))(self) for look_up in self.NATURAL_KEY)


def framework_of(row: object) -> int | None:
    """The number of the framework that a row is in; None while that is not known, and for what is no such row."""
    if not isinstance(row, NaturallyKeyed):
        return None
    *way, last = row.FRAMEWORK.split("__")
    found: Any = row
    for name in way:
        found = getattr(found, name, None)
    return getattr(found, f"{last}_id" if last else "pk", None)


@receiver(pre_save)
def tidy_texts(instance: models.Model, **_named: Any) -> None:
    """Store each text of the catalogue in one spelling, whoever writes it: a form, a fixture or a script.

    A signal, because fixtures are loaded past `save`.
    """
    if isinstance(instance, NaturallyKeyed):
        for field in instance._meta.concrete_fields:
            text = getattr(instance, field.attname)
            if isinstance(field, models.CharField | models.TextField) and isinstance(text, str):
                setattr(instance, field.attname, tidy(text))


class Keyed(NaturallyKeyed):
    """A row with a slug of its own, the only one of its kind in what it belongs to: a framework, or a role."""

    slug = models.CharField(_("key"), max_length=64, validators=[validate_key])

    privacy = nobodys("slug")

    class Meta:
        abstract = True
