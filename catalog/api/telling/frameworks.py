"""What is said of a framework and of editions."""

from collections import Counter
from typing import Any

from catalog.api import addresses
from catalog.api.shapes.common import EditionRef
from catalog.api.shapes.frameworks import (
    AreaShape,
    EditionEntry,
    FrameworkDetail,
    FrameworkEntry,
    LaterNote,
    ScaleStepShape,
    WithdrawalShape,
)
from catalog.core.snapshot import Snapshot
from catalog.models import Edition


def edition_ref(digest: str) -> EditionRef:
    return EditionRef(digest=digest, uri=addresses.of("edition", digest))


def entry(snapshot: Snapshot, digest: str) -> FrameworkEntry:
    """A framework in a list; `digest` is that of its current edition."""
    return FrameworkEntry(**_told(snapshot, digest))


def detail(snapshot: Snapshot, digest: str) -> FrameworkDetail:
    """All about a framework but its skills and roles, which have lists of their own."""
    key = snapshot.framework.slug
    skills = Counter(skill.area for skill in snapshot.active_skills)
    return FrameworkDetail(
        **_told(snapshot, digest),
        scale=[ScaleStepShape.model_validate(step) for step in snapshot.steps],
        area_list=[
            AreaShape(
                key=area.slug,
                name=area.name,
                description=area.description,
                counts_in=area.counts_in,
                skills=skills[area.slug],
            )
            for area in snapshot.ordered_areas
        ],
        role_list=addresses.of("roles", key),
        skill_list=addresses.of("skills", query={"framework": key}),
    )


def _told(snapshot: Snapshot, digest: str) -> dict[str, Any]:
    told = snapshot.framework
    return {
        "key": told.slug,
        "name": told.name,
        "description": told.description,
        "publisher": told.publisher,
        "language": told.language,
        "licence": told.licence,
        "attribution": told.attribution,
        "source": told.source,
        "areas": len(snapshot.areas),
        "skills": len(snapshot.active_skills),
        "roles": len(snapshot.roles),
        "edition": edition_ref(digest),
        "uri": addresses.of("framework", told.slug),
        "page": f"{addresses.page('skills')}#in-{told.slug}",
    }


def edition(row: Edition, *, is_current: bool) -> EditionEntry:
    """What is said of an edition; its framework, what was said later and its withdrawals are loaded."""
    later = sorted(row.later.all(), key=lambda note: note.pk)
    withdrawn = next((each for each in row.withdrawals.all() if each.lifted_at is None), None)
    return EditionEntry(
        digest=row.digest,
        framework=row.framework.slug,
        label=next((note.label for note in reversed(later) if note.label), row.label),
        notes=row.notes,
        later=[LaterNote.model_validate(note) for note in later],
        published_at=row.published_at,
        is_current=is_current,
        withdrawn=WithdrawalShape.model_validate(withdrawn) if withdrawn else None,
        content=addresses.of("edition", row.digest),
        page=addresses.page("edition-detail", row.digest),
    )
