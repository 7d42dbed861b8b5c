"""The catalogue editor: a module for each family of screens. Editors change live rows; visitors see editions."""

from catalog.admin import editions, frameworks, resources, roles, skills

__all__ = ["editions", "frameworks", "resources", "roles", "skills"]
