"""Skills of two frameworks that an editor called the same: by exact links of ours, in either direction."""

from collections.abc import Iterator

from catalog.core.snapshot import Snapshot

# The scheme of a link to a skill of another framework here; its identifier is `framework/skill`.
SCHEME, EXACT = "skillgap", "exactMatch"


def kindred(one: Snapshot, other: Snapshot) -> set[tuple[str, str]]:
    """The pairs of a skill of `one` and the same skill of `other`, by slug; none unless both scales have as many steps."""
    if len(one.scale) != len(other.scale) or one.framework.slug == other.framework.slug:
        return set()
    return {*_linked(one, other), *((here, there) for there, here in _linked(other, one))}


def _linked(one: Snapshot, other: Snapshot) -> Iterator[tuple[str, str]]:
    for skill in one.skills:
        for link in skill.links:
            framework, _slash, slug = link.uri.partition("/")
            is_ours = (link.scheme, link.relation, framework) == (SCHEME, EXACT, other.framework.slug)
            if is_ours and slug in other.skill:
                yield skill.slug, slug


def step_of(one: Snapshot, other: Snapshot, step: int) -> int:
    """The step of `other` that stands at the place of a step of `one`; both scales have as many."""
    return other.steps[one.steps.index(one.step[step])].value
