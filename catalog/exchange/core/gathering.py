"""A framework as it is gathered from a file, piece by piece, with keys made and messages kept."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.core.snapshot import (
    ESSENTIAL,
    SCHEMA,
    Anchor,
    Area,
    Framework,
    Importance,
    Policy,
    Requirement,
    Resource,
    ResourceStep,
    Role,
    RoleLevel,
    Skill,
    Snapshot,
    Step,
)
from catalog.core.typed_in import LONGEST_KEY, key_of
from catalog.exchange.core.imported import (
    ERROR,
    WARNING,
    Foreign,
    Imported,
    Message,
    Recognised,
    Severity,
    message,
)
from catalog.exchange.core.tidying import one_line, same, tidy

# As the scoring rule of a new framework stands.
POLICY = Policy(
    version=1,
    essential=3,
    important=2,
    helpful=1,
    met_percent=85,
    close_percent=70,
    met_slip_percent=20,
    close_slip_percent=40,
)
# The most characters that there is room for.
ROOM = {
    "framework": 200, "step": 60, "meaning": 300, "area": 120, "skill": 120, "definition": 300, "code": 40, "role": 120,
    "summary": 300, "level": 80, "track": 40, "resource": 200,
}  # fmt: skip
LONGEST_LEVEL_KEY = 40


@dataclass
class _Skill:
    area: str
    name: str
    code: str
    definition: str
    evidence: str
    also_in: list[str] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)


@dataclass
class _Level:
    name: str
    rank: int
    track: str
    requirements: dict[str, Requirement] = field(default_factory=dict)


@dataclass
class _Role:
    name: str
    summary: str
    levels: dict[str, _Level] = field(default_factory=dict)


class Gathering:
    """Collects areas, skills, anchors, roles, levels and what they require; `snapshot` gives them as one value.

    What is said twice counts once: the first time, with a message where the second differs.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.rejected = 0
        self.areas: dict[str, Area] = {}
        self.skills: dict[str, _Skill] = {}
        self.roles: dict[str, _Role] = {}
        self.steps: dict[int, Step] = {}
        self.resources: dict[str, Resource] = {}
        self._area_named: dict[str, str] = {}
        self._role_named: dict[str, str] = {}
        self._level_named: dict[tuple[str, str, str], str] = {}
        self._like: Counter[tuple[str, str]] = Counter()

    def say(self, severity: Severity, code: str, place: str, **facts: str | int) -> None:
        """Keep a message; an error counts as a rejected row."""
        self.messages.append(message(severity, code, place, **facts))
        self.rejected += severity == ERROR

    def _key(self, name: str, taken: Collection[str], kind: str, longest: int = LONGEST_KEY) -> str:
        """A new key; the number of one that is wanted often is remembered, so that many like names take no longer."""
        base = key_of(name, (), kind, longest)
        self._like[kind, base] += 1
        number = self._like[kind, base]
        wanted = base if number == 1 else f"{base[: longest - len(str(number)) - 1].strip('-')}-{number}"
        return key_of(wanted, taken, kind, longest)

    def fitting(self, text: str, kind: str, place: str) -> str:
        """A text on one line, cut to the room that there is for its kind, with a message where it was cut."""
        line, room = one_line(text), ROOM[kind]
        if len(line) <= room:
            return line
        self.say(WARNING, "gathering-cut", place, text=line, most=room)
        return line[: room - 1].rstrip() + "…"

    def step(self, value: int, name: str, meaning: str = "", place: str = "") -> None:
        """A step of the scale; one without a meaning means its name."""
        called = self.fitting(name, "step", place) or str(value)
        self.steps.setdefault(value, Step(value, called, self.fitting(meaning, "meaning", place) or called, hours=0))

    def area(self, name: str, description: str = "", place: str = "") -> str:
        """The key of the area of that name, made where there is none."""
        if (known := self._area_named.get(same(name))) is not None:
            return known
        key = self._key(name, self.areas, "area")
        self.areas[key] = Area(key, self.fitting(name, "area", place), tidy(description), len(self.areas) + 1)
        self._area_named[same(name)] = key
        return key

    def skill(self, area: str, name: str, place: str, code: str = "", definition: str = "", evidence: str = "") -> str:
        """The key of a new skill."""
        key = self._key(name, self.skills, "skill")
        self.skills[key] = _Skill(
            area,
            self.fitting(name, "skill", place),
            self.fitting(code, "code", place),
            self.fitting(definition, "definition", place),
            tidy(evidence)[:300],
        )
        return key

    def anchor(self, skill: str, step: int, text: str, place: str, next_step: str = "") -> None:
        """The sentences of a skill at a step, line breaks kept."""
        made, here = Anchor(step, tidy(text), tidy(next_step)), self.skills[skill].anchors
        if here.setdefault(step, made) != made:
            self.say(WARNING, "gathering-anchor-twice", place, skill=self.skills[skill].name, step=step)

    def role(self, name: str, summary: str = "", place: str = "") -> str:
        """The key of the role of that name, made where there is none."""
        if (known := self._role_named.get(same(name))) is not None:
            return known
        key = self._key(name, self.roles, "role")
        self.roles[key] = _Role(self.fitting(name, "role", place), self.fitting(summary, "summary", place))
        self._role_named[same(name)] = key
        return key

    def level(self, role: str, name: str, rank: int, track: str = "", place: str = "") -> str:
        """The key of a role's level of that name and track, made where there is none."""
        if (known := self._level_named.get((role, same(name), same(track)))) is not None:
            return known
        levels = self.roles[role].levels
        key = self._key(name, levels, "level", LONGEST_LEVEL_KEY)
        levels[key] = _Level(self.fitting(name, "level", place), rank, self.fitting(track, "track", place))
        self._level_named[role, same(name), same(track)] = key
        return key

    def need(
        self, role: str, level: str, skill: str, step: int | None, place: str, importance: Importance = ESSENTIAL
    ) -> None:
        """What a level requires of a skill; `step` is None where it is not stated."""
        made, here = Requirement(skill, step, importance), self.roles[role].levels[level].requirements
        if here.setdefault(skill, made) != made:
            self.say(
                WARNING,
                "gathering-need-twice",
                place,
                skill=self.skills[skill].name,
                level=self.roles[role].levels[level].name,
            )

    def resource(
        self, title: str, url: str, kind: str, steps: Sequence[ResourceStep], language: str, place: str
    ) -> None:
        """Something to learn from; hours and cost are not known, so it counts as one hour, estimated, and free."""
        key = self._key(title, self.resources, "resource")
        self.resources[key] = Resource(
            slug=key, title=self.fitting(title, "resource", place), url=url, provider="", kind=kind, language=language,
            cost="free", hours=1, hours_estimated=True, licence="", description="", checked_on="", verified=False, steps=tuple(steps),
        )  # fmt: skip

    def snapshot(self, name: str, **more: str) -> Snapshot:
        """All that was gathered, as a framework of that name; `more` are further fields of the framework."""
        about = dict.fromkeys(("description", "publisher", "licence", "attribution", "source", "practice_skill"), "")
        slug = key_of(name, (), "framework")
        called = self.fitting(name, "framework", "") or slug
        return Snapshot(
            schema=SCHEMA,
            framework=Framework(**({"slug": slug, "uuid": "", "name": called, "language": "en"} | about | more)),
            policy=POLICY,
            scale=tuple(self.steps[value] for value in sorted(self.steps)),
            practice=(),
            areas=tuple(self.areas.values()),
            skills=self._skills(),
            roles=tuple(self._role(key, role) for key, role in self.roles.items()),
            resources=tuple(self.resources.values()),
        )

    def imported(
        self,
        format: str,  # noqa: A002
        snapshot: Snapshot,
        tells: Mapping[str, frozenset[str]] | None,
        foreign: Sequence[Foreign],
        *recognised: Recognised,
    ) -> Imported:
        """What was read of a file in that format: a snapshot of what was gathered, with what was said of its rows."""
        return Imported(format, snapshot, tells, tuple(foreign), recognised, tuple(self.messages), self.rejected)

    def _skills(self) -> tuple[Skill, ...]:
        positions: dict[str, int] = {}
        found = []
        for key, draft in self.skills.items():
            positions[draft.area] = positions.get(draft.area, 0) + 1
            found.append(_made(key, draft, positions[draft.area]))
        return tuple(found)

    def _role(self, key: str, role: _Role) -> Role:
        levels = tuple(
            RoleLevel(
                slug=slug, rank=level.rank, track=level.track, name=level.name, titles=(), duties=(), credentials=(),
                citations=(), requirements=tuple(level.requirements.values()),
            )
            for slug, level in role.levels.items()
        )  # fmt: skip
        return Role(key, role.name, role.summary or role.name, "", (), levels, (), ())


def _made(key: str, draft: _Skill, position: int) -> Skill:
    return Skill(
        slug=key, area=draft.area, code=draft.code, name=draft.name, definition=draft.definition, position=position,
        group="", effort_percent=100, evidence_prompt=draft.evidence, explain_prompt="", why="", tips=(),
        citations=(), in_demand=False, retired=False, anchors=tuple(draft.anchors[step] for step in sorted(draft.anchors)),
        prerequisites=(), links=(), also_in=tuple(draft.also_in),
    )  # fmt: skip
