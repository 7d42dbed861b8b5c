"""Remarks of visitors on questions: kept for the editors, counted, and deleted after a while."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count

from catalog.core.feedback import Kind
from catalog.models import Edition, Feedback


def keep(*, digest: str, skill: str, kind: Kind, text: str, on: date) -> None:
    """Keep what somebody said of a question of an edition, on a day. Nothing of who it was comes this far."""
    edition = Edition.objects.light().get(digest=digest)
    Feedback.objects.create(edition=edition, skill=skill, kind=kind, text=text, day=on)


def open_by_skill(framework_id: int) -> Mapping[str, int]:
    """How many remarks wait for an editor, by the key of a skill of a framework: one query."""
    waiting = Feedback.objects.filter(edition__framework_id=framework_id, is_done=False)
    return dict(waiting.order_by("skill").values_list("skill").annotate(count=Count("pk")))


def expire(*, before: date) -> int:
    """Delete the remarks of days before one, done or not; gives how many."""
    return Feedback.objects.filter(day__lt=before).delete()[0]
