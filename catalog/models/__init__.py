"""The live catalogue: what editors change. People are asked and scored by editions, never by these rows.

A slug is a thing's identity everywhere: in addresses, answers, fixtures and exports. Natural keys are slugs.
"""

from catalog.models.base import lines
from catalog.models.editions import Edition, EditionIsImmutable, Publication
from catalog.models.frameworks import Area, Framework, PracticePerson, ScaleStep
from catalog.models.resources import Resource, ResourceStep
from catalog.models.roles import Requirement, Role, RoleLevel, RoleNote, SalaryRange
from catalog.models.skills import Anchor, ExternalLink, Prerequisite, Skill

__all__ = [
    "Anchor",
    "Area",
    "Edition",
    "EditionIsImmutable",
    "ExternalLink",
    "Framework",
    "PracticePerson",
    "Prerequisite",
    "Publication",
    "Requirement",
    "Resource",
    "ResourceStep",
    "Role",
    "RoleLevel",
    "RoleNote",
    "SalaryRange",
    "ScaleStep",
    "Skill",
    "lines",
]
