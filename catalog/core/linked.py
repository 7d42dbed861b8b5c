"""What search engines and other machines are told of roles and skills: schema.org's Occupation and DefinedTerm.

An `Address` gives the whole address of a page by its kind ("role", "skill", or "set" for all skills of the framework)
and its slug.
"""

import json
from collections.abc import Callable
from typing import Any

from catalog.core.snapshot import Role, Skill, Snapshot

Address = Callable[[str, str], str]
# Nothing of these can end the element of the page that the data stands in, or begin another.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def occupation(snapshot: Snapshot, role: Role, address: Address) -> dict[str, Any]:
    """A role with the job titles of its levels and the skills that they ask for."""
    asked = {requirement.skill for level in role.levels for requirement in level.requirements}
    titles = dict.fromkeys(title for level in role.ladder for title in level.titles)
    return {
        **_thing("Occupation", snapshot, role.name, role.summary, address("role", role.slug)),
        "alternateName": list(titles),
        "skills": [
            _term(skill, address) for skill in snapshot.ordered_skills if skill.slug in asked and not skill.retired
        ],
    }


def term(snapshot: Snapshot, skill: Skill, address: Address) -> dict[str, Any]:
    """A skill, and the set that it belongs to."""
    return {
        **_thing("DefinedTerm", snapshot, skill.name, skill.definition, address("skill", skill.slug)),
        **({"termCode": skill.code} if skill.code else {}),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": snapshot.framework.name,
            "url": address("set", snapshot.framework.slug),
        },
    }


def term_set(snapshot: Snapshot, address: Address) -> dict[str, Any]:
    """All skills of a framework that are not retired."""
    told = snapshot.framework
    return {
        **_thing("DefinedTermSet", snapshot, told.name, told.description, address("set", told.slug)),
        "hasDefinedTerm": [_term(skill, address) for skill in snapshot.ordered_skills if not skill.retired],
    }


def text(value: object) -> str:
    """A value as JSON that may stand in a page."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _term(skill: Skill, address: Address) -> dict[str, str]:
    return {"@type": "DefinedTerm", "name": skill.name, "url": address("skill", skill.slug)}


def _thing(kind: str, snapshot: Snapshot, name: str, description: str, url: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "description": description,
        "url": url,
        "inLanguage": snapshot.framework.language,
    }
