"""From a Snapshot to live rows: the one way, for an edition restored as the draft, its undoing, a copy, an import.

Rows are known by their keys. What is there already is changed in place and keeps its number, what the snapshot has not
is deleted, what it has besides is added; in bulk, so that a thousand skills take seconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, cast

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from catalog import audit
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.diff import diff
from catalog.core.snapshot import Policy, Snapshot
from catalog.models import (
    Area,
    Framework,
    KeptDraft,
    Resource,
    Role,
    RoleLevel,
    RoleNote,
    Skill,
)
from catalog.rows import TABLES, CannotHold, Key, Table, Values, Wanted, day_of, look_ups_of, said
from catalog.rows import wanted as rows_of

__all__ = ["CannotHold", "DraftChanged", "beside", "lay", "restore"]

Stored = dict[Table, dict[Key, Any]]
Aside = Mapping[str, Mapping[str, Any]]

# What rows hold that no snapshot tells, or not as exactly.
BESIDE: Mapping[Table, str] = {Skill: "retired_on", Role: "position", Resource: "check_result"}
POLICY = {
    "version": "policy_version",
    "essential": "weight_essential",
    "important": "weight_important",
    "helpful": "weight_helpful",
}


class DraftChanged(Exception):
    """The live catalogue is not what was looked at."""


@transaction.atomic
def restore(
    *,
    framework: Framework,
    snapshot: Snapshot,
    by: str,
    at: datetime,
    reason: str,
    seen: str = "",
    aside: Aside | None = None,
) -> KeptDraft | None:
    """Put `snapshot` in the place of the live catalogue of `framework`, and keep what was there.

    `by` is the name of who does it, `at` the time, `reason` what takes the place in a few words, `seen` the digest of the
    live catalogue that they looked at. Gives the draft that was replaced, None where the two say the same.
    Raises DraftChanged when the live catalogue is not what was looked at, CannotHold as `lay` does.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    stored = _stored(framework)  # nobody changes a row from here on
    live, value = compile_live(framework, timezone.localdate(at)), _for(framework, snapshot)
    before, after = canonical.payload(live), canonical.payload(value)
    if seen and canonical.name(before) != seen:
        raise DraftChanged
    if after == before:
        return None
    kept = KeptDraft.objects.create(
        framework=framework, payload=before, aside=beside(framework), at=at, by=by, reason=reason
    )
    _lay(framework, value, stored, timezone.localdate(at), aside)
    told: dict[str, list[Any]] = {
        "digest": [canonical.name(before), canonical.name(after)],
        "draft": [None, reason],
    }
    audit.record(verb=audit.RESTORED, framework_id=framework.pk, page=framework, values=told, by=by, at=at)
    return kept


@transaction.atomic
def lay(*, framework: Framework, snapshot: Snapshot, at: datetime, aside: Aside | None = None) -> None:
    """Make the live rows of `framework` those of `snapshot`, so that compiled on the day of `at` they are equal to it;
    all, or nothing. The framework keeps its own key and identifier.

    A skill that the snapshot calls retired keeps the day on which it was, and gets that of `at` where it was not; one
    that it still asks keeps a day to come. `aside` is what `beside` gave of the rows that come back.
    Raises CannotHold for what rows cannot hold.
    """
    _lay(framework, _for(framework, snapshot), _stored(framework), timezone.localdate(at), aside)


def _lay(framework: Framework, value: Snapshot, stored: Stored, today: date, aside: Aside | None) -> None:
    wanted = rows_of(value)
    _with_days(wanted, stored, value, today, aside)
    try:
        with transaction.atomic():
            _write(framework, value, wanted, stored)
    except (IntegrityError, DataError, OverflowError) as error:
        raise CannotHold(str(error).splitlines()[0]) from error
    _check(value, compile_live(framework, today))


def beside(framework: Framework) -> dict[str, dict[str, Any]]:
    """What the live rows of a framework hold beside its snapshot, by table and key, as JSON has it."""
    return {
        table.__name__: {
            slug: value.isoformat() if isinstance(value, date) else value
            for slug, value in _all(table).filter(framework=framework).values_list("slug", column)
            if value
        }
        for table, column in BESIDE.items()
    }


def _all(table: Table) -> Any:
    """The rows of a table; which columns it has is known at run time."""
    return table._base_manager


def _for(framework: Framework, snapshot: Snapshot) -> Snapshot:
    """A snapshot as this framework would compile to it."""
    own = replace(snapshot.framework, slug=framework.slug, uuid=str(framework.uuid))
    return canonical.tidied(replace(snapshot, framework=own))


def _check(wanted: Snapshot, live: Snapshot) -> None:
    """What was written must read as what was meant, or it is taken back."""
    for change in diff(wanted, live):
        place = " ".join(str(word) for part in change.place for word in (part.kind, *part.key))
        raise CannotHold(f"{place} {change.field}: {change.before!r} would become {change.after!r}")


def _with_days(wanted: Wanted, stored: Stored, value: Snapshot, today: date, aside: Aside | None) -> None:
    """Give each row what no snapshot tells: the day on which a skill retired, and what rows held that come back."""
    retired = {skill.slug: skill.retired for skill in value.skills}
    for table, column in BESIDE.items():
        held = (aside or {}).get(table.__name__, {})
        for (slug,), values in wanted[table].items():
            row = stored[table].get((slug,))
            if table is Skill:
                days = [row.retired_on if row else None, today, None]
                if aside is not None:
                    days.insert(0, day_of(slug, held.get(slug, "")))
                values[column] = next(day for day in days if (day is not None and day <= today) == retired[slug])
            elif row is None and slug in held:
                values[column] = held[slug]


# What the rows are, and how they become it


def _stored(framework: Framework) -> Stored:
    """The rows of a framework by key, kept from others until the transaction ends: one query for each table."""
    return {table: dict(_keyed(table, framework)) for table in TABLES}


def _keyed(table: Table, framework: Framework) -> Iterator[tuple[Key, Any]]:
    names = {f"key_{number}": F(look_up) for number, look_up in enumerate(look_ups_of(table))}
    rows = _all(table).filter(**{table.FRAMEWORK: framework}).select_for_update(of=("self",))
    for row in rows.order_by("pk").annotate(**names):
        yield tuple(getattr(row, name) for name in names), row


def _write(framework: Framework, value: Snapshot, wanted: Wanted, stored: Stored) -> None:
    for table in reversed(TABLES):
        if table is not Area:  # skills that stay may have to leave it first
            _delete(table, wanted, stored)
    _set_rule(framework, value)
    numbers: dict[Table, dict[Key, int]] = {}
    for table in TABLES:
        numbers[table] = _put(table, framework, wanted[table], stored[table], numbers)
    _delete(Area, wanted, stored)
    _name_skills(value, numbers)


def _delete(table: Table, wanted: Wanted, stored: Stored) -> None:
    """Delete rows in one statement for many. What refers to them is gone, or goes first: notes name skills, and other
    tables may know rows of these."""
    gone = [row.pk for key, row in stored[table].items() if key not in wanted[table]]
    for start in range(0, len(gone), 500):
        pks = gone[start : start + 500]
        for field in _referring(table):
            field.model._base_manager.filter(**{f"{field.name}__in": pks}).delete()
        rows = _all(table).filter(pk__in=pks)
        rows._raw_delete(rows.db)


def _referring(table: Table) -> list[Any]:
    """The fields of other tables that refer to a table."""
    relations: list[Any] = [each for each in table._meta.get_fields(include_hidden=True) if each.auto_created]
    found = [each.field for each in relations if each.one_to_many or each.one_to_one]
    return [field for field in found if field.model not in TABLES]


def _set_rule(framework: Framework, value: Snapshot) -> None:
    """The framework's own values, its scoring rule among them."""
    columns = {field.name for field in Framework._meta.concrete_fields} - {"id", "slug", "uuid"}
    own = {field.name: getattr(value.framework, field.name) for field in fields(value.framework)}
    rule = {POLICY.get(field.name, field.name): getattr(value.policy, field.name) for field in fields(Policy)}
    changed = {
        name: each for name, each in (own | rule).items() if name in columns and getattr(framework, name) != each
    }
    for name, each in changed.items():
        setattr(framework, name, each)
    if changed:
        framework.save(update_fields=changed)


def _put(
    table: Table,
    framework: Framework,
    wanted: dict[Key, Values],
    stored: dict[Key, Any],
    numbers: dict[Table, dict[Key, int]],
) -> dict[Key, int]:
    """Change and add rows, and give the numbers of all by key."""
    changed, added = list[Any](), list[Any]()
    relations = {field.name: field for field in table._meta.concrete_fields if field.is_relation}
    placed: dict[Key, Any] = {}
    for key, values in wanted.items():
        columns: Values = {"framework_id": framework.pk} if "framework" in relations else {}
        for name, value in values.items():
            if name in relations and value is None:
                columns[f"{name}_id"] = None
            elif name in relations:
                other = cast(Table, relations[name].related_model)
                known, called = numbers[other], other._meta.verbose_name
                if value not in known:
                    raise CannotHold(f"{table._meta.verbose_name} {said(key)}: there is no {called} {said(value)}")
                columns[f"{name}_id"] = known[value]
            else:
                columns[name] = value
        row = stored.get(key)
        if row is None:
            added.append(placed.setdefault(key, table(**columns)))
            continue
        placed[key] = row
        if any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            changed.append(row)
    _change(table, changed)
    _all(table).bulk_create(added)
    return {key: row.pk for key, row in placed.items()}


def _change(table: Table, rows: Sequence[Any]) -> None:
    """Store rows that are there, in one statement for many: it takes a tenth of what `bulk_update` does."""
    if not rows:
        return
    if table is RoleLevel:  # two may change their places, and no place may be taken twice meanwhile
        for row in rows:
            RoleLevel.objects.filter(pk=row.pk).update(track=f"~{row.pk}")
    names = [field.name for field in table._meta.concrete_fields if not field.primary_key]
    _all(table).bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=names)


def _name_skills(value: Snapshot, numbers: dict[Table, dict[Key, int]]) -> None:
    """The skills that each note names."""
    through = RoleNote.skills.through._base_manager
    notes = {
        numbers[RoleNote][role.slug, note.slug]: (note.slug, note.skills) for role in value.roles for note in role.notes
    }
    named = {
        (note, skill): pk
        for pk, note, skill in through.filter(rolenote__in=notes).values_list("pk", "rolenote", "skill")
    }
    wanted = set[tuple[int, int]]()
    for note, (slug, skills) in notes.items():
        for skill in skills:
            if (skill,) not in numbers[Skill]:
                raise CannotHold(f"{RoleNote._meta.verbose_name} {slug}: there is no skill {skill}")
            wanted.add((note, numbers[Skill][(skill,)]))
    through.filter(pk__in=[pk for pair, pk in named.items() if pair not in wanted]).delete()
    through.bulk_create(
        RoleNote.skills.through(rolenote_id=note, skill_id=skill) for note, skill in sorted(wanted - named.keys())
    )
