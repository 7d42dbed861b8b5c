"""The live catalogue: what editors change. People are asked and scored by editions, never by these rows.

A slug is a thing's identity in its framework: in addresses, answers, fixtures and exports. Natural keys are slugs, from
the framework down.
"""

from catalog.models.audit import AuditEntry, AuditEntryIsKept
from catalog.models.base import lines
from catalog.models.drafts import KeptDraft
from catalog.models.editions import Edition, EditionIsImmutable, EditionNote, Publication, Withdrawal
from catalog.models.exchange import FileImport, ForeignRecord, SavedMapping
from catalog.models.feedback import Feedback
from catalog.models.frameworks import Area, Framework, PracticePerson, ScaleStep
from catalog.models.index import PublishedRole, PublishedSkill
from catalog.models.resources import Resource, ResourceStep
from catalog.models.reviews import Review
from catalog.models.roles import Requirement, Role, RoleLevel, RoleNote, SalaryRange
from catalog.models.skills import Anchor, ExternalLink, Prerequisite, Skill, SkillPlace
from catalog.models.vocabularies import Concept, Vocabulary

__all__ = [
    "Anchor",
    "Area",
    "AuditEntry",
    "AuditEntryIsKept",
    "Concept",
    "Edition",
    "EditionIsImmutable",
    "EditionNote",
    "ExternalLink",
    "Feedback",
    "FileImport",
    "ForeignRecord",
    "Framework",
    "KeptDraft",
    "PracticePerson",
    "Prerequisite",
    "Publication",
    "PublishedRole",
    "PublishedSkill",
    "Requirement",
    "Resource",
    "ResourceStep",
    "Review",
    "Role",
    "RoleLevel",
    "RoleNote",
    "SalaryRange",
    "SavedMapping",
    "ScaleStep",
    "Skill",
    "SkillPlace",
    "Vocabulary",
    "Withdrawal",
    "lines",
]
