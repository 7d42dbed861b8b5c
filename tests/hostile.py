"""Texts that would run in a page if one let them out unescaped, and a way to put them into every text of a row.

Each element among them bears `data-planted`, so that one which got out is found even where the browser refuses to run it.
"""

import itertools
from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField, Model, TextField

MARK = "data-planted"
# What a template would make of the text below, if it were read as one.
EVALUATED = "evazzluated"
KINDS = (
    f"<script {MARK}>alert(1)</script>",
    f"<img {MARK} src=//planted.example/x onerror=alert(1)>",
    f'"><i {MARK} onmouseover="alert(1)" x="',
    f"'><i {MARK} onfocus='alert(1)' autofocus x='",
    f"--></textarea></title></style></script><i {MARK}>",
    f"<svg {MARK} onload=alert(1)>",
    '{{ "evaz"|add:"zluated" }}{% widthratio 1 1 %}',
    f"]]><i {MARK}>",
    "javascript:alert(1)//",
)
ALL = " ".join(KINDS)
SHORT = f"<i {MARK}>"
# Rows that code alone writes, of texts that stand in others.
WRITTEN = {"AuditEntry", "Edition", "Publication", "PublishedRole", "PublishedSkill"}
WRITTEN |= {"AccessKey", "FileImport", "ForeignRecord", "KeptDraft", "Press", "SavedMapping", "Throttle", "Erasure"}
# Keys and names that code compares: nobody types them, and a form refuses another one. By model where only there.
KEYS = {"slug", "skill", "role", "target", "public_id", "language", "currency", "any_one_of", "seen", "track"}
KEYS |= {"code_seed", "code_digest"}
KEYS |= {"digest", "plan_query"}
TYPED_ALL_THE_SAME = {("Review", "role")}


def hosts() -> list[type[Model]]:
    """The models of the site in whose rows people's texts are."""
    models = [*apps.get_app_config("catalog").get_models(), *apps.get_app_config("assessment").get_models()]
    return [model for model in models if model.__name__ not in WRITTEN and texts(model)]


def texts(model: type[Model]) -> list["CharField[str, str] | TextField[str, str]"]:
    """The fields of a model that take whatever somebody types."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
    return [
        field
        for field in fields
        if not field.choices and (field.name not in KEYS or (model.__name__, field.name) in TYPED_ALL_THE_SAME)
    ]


def plant(row: Model, kinds: Iterator[str]) -> None:
    """Put a hostile text behind what each text of a row says, as long as there is room; kinds take turns where it is
    short. Saves the row past its checks, as a script would."""
    for field in texts(type(row)):
        said, room = str(getattr(row, field.name)), field.max_length or 10_000
        if field.name == "url" and not said:
            continue  # A task has no address, and what is none is refused.
        hostile = ALL if room >= 2 * len(ALL) else next(kinds)
        if room < len(hostile) + 8:
            hostile = SHORT
        setattr(row, field.name, said[: room - len(hostile)] + hostile)
    row.save()


def plant_everywhere() -> None:
    """Plant in every row that there is. Raises LookupError for a model without a row to plant in."""
    kinds = itertools.cycle(KINDS)
    for model in hosts():
        rows = list(model._base_manager.all())
        if not rows:
            raise LookupError(f"There is no {model.__name__} to plant in: make one in tests/e2e/planted.py.")
        for row in rows:
            plant(row, kinds)
