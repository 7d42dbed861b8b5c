"""The catalogue editor: a module for each family of screens. Editors change live rows; visitors see editions."""

from catalog.admin import audit, editions, feedback, frameworks, resources, reviews, roles, skills, vocabularies

__all__ = ["audit", "editions", "feedback", "frameworks", "resources", "reviews", "roles", "skills", "vocabularies"]
