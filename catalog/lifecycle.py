"""What becomes of an edition after it was published. Its content never changes; who said what of it, and when, is kept."""

from datetime import datetime

from django.db import transaction

from catalog import audit, editions, index
from catalog.models import Edition, EditionNote, Framework, Role, Withdrawal, lines


@transaction.atomic
def make_current(*, edition: Edition, by: str, at: datetime) -> bool:
    """Let visitors see an older edition, or one that was withdrawn; the live catalogue stays as it is.

    `by` is the name of who does it, `at` the time. Gives False where visitors see it already: then nothing is done.
    """
    framework = Framework.objects.select_for_update().get(pk=edition.framework_id)
    if editions.current_of(framework) == edition:
        return False
    before = editions.current_digest(framework.pk)
    editions.show(edition, editions.load(edition.digest), by=by, at=at)
    _record(audit.MADE_CURRENT, edition, by, at, digest=[before, edition.digest])
    return True


@transaction.atomic
def withdraw(*, edition: Edition, by: str, at: datetime, reason: str = "") -> bool:
    """Let nobody begin on an edition, for a `reason` that visitors may read; what began on it goes on.

    Where visitors see it now, its framework has no current edition until another is published or made current.
    Gives False where it is withdrawn already: then nothing is done.
    """
    framework = Framework.objects.select_for_update().get(pk=edition.framework_id)
    is_current = editions.current_of(framework) == edition
    _withdrawal, is_new = Withdrawal.objects.get_or_create(
        edition=edition, lifted_at=None, defaults={"by": by, "at": at, "reason": reason}
    )
    if is_new and is_current:
        index.clear(framework.pk)
    if is_new:
        _record(audit.WITHDRAWN, edition, by, at, reason=[None, reason])
    return is_new


@transaction.atomic
def annotate(*, edition: Edition, by: str, at: datetime, label: str = "", text: str = "") -> EditionNote:
    """Say something of an edition afterwards: another label, or a note for visitors."""
    note = EditionNote.objects.create(edition=edition, label=label, text=text, by=by, at=at)
    _record(audit.ANNOTATED, edition, by, at, label=[None, label], text=[None, text])
    return note


def _record(verb: str, edition: Edition, by: str, at: datetime, **values: list[str | None]) -> None:
    audit.record(verb=verb, framework_id=edition.framework_id, page=edition, values=values, by=by, at=at)


@transaction.atomic
def hide_role(*, role: Role, is_hidden: bool, key_before: str = "") -> None:
    """Hide a role from visitors or show it again, at once. `key_before` is the key that it had, where that changed: what
    visitors see has it until somebody publishes, so both are hidden or shown.

    Its key is kept with the framework, so that it stays hidden also where an edition has it and the live catalogue not.
    """
    framework = Framework.objects.select_for_update().get(pk=role.framework_id)
    before = set(lines(framework.hidden_roles))
    keys = {key_before or role.slug, role.slug}
    after = before | keys if is_hidden else before - keys
    if after != before:
        framework.hidden_roles = "\n".join(sorted(after))
        framework.save(update_fields=["hidden_roles"])
