"""How many things of each kind a framework from a file has."""

from catalog.exchange.core.imported import Imported


def counts(imported: Imported) -> dict[str, int]:
    found = imported.snapshot
    levels = [level for role in found.roles for level in role.levels]
    return {
        "areas": len(found.areas),
        "skills": len(found.skills),
        "roles": len(found.roles),
        "levels": len(levels),
        "anchors": sum(len(skill.anchors) for skill in found.skills),
        "requirements": sum(len(level.requirements) for level in levels),
    }


def codes(imported: Imported) -> set[str]:
    return {message.code for message in imported.messages}
