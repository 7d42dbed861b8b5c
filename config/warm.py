"""Makes a process warm before workers are made of it: what the first visitor of a worker would wait for is done once."""

import logging
from itertools import islice

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.template.loader import get_template
from django.urls import get_resolver

from assessment.answering import fragments
from assessment.answering.page_saving import NOTHING
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from catalog import editions

logger = logging.getLogger(__name__)

MOST_ROLES = 48  # a process keeps some more


def before_start() -> None:
    """Load what the code alone decides: addresses with their views, and templates."""
    get_resolver()._populate()
    root = settings.BASE_DIR / "templates"
    for path in sorted(root.rglob("*.html")):
        get_template(str(path.relative_to(root)))


def up() -> None:
    """Load the current editions and their roles, as far as they are not loaded; then let go of the database, since a
    connection cannot be shared. One small query where nothing is new.

    A database that does not answer is told in the log: a worker that begins cold is better than none.
    """
    try:
        roles = ((digest, role.slug) for digest in editions.current_digests() for role in editions.load(digest).roles)
        for digest, role in islice(roles, MOST_ROLES):
            _ask(reading.compiled(digest, role))
    except (DatabaseError, InterfaceError) as error:
        logger.warning("Workers begin cold: %s", type(error).__name__)
    finally:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()


def _ask(role: CompiledRole) -> None:
    """Draw the questions of the first area as nobody answered them, and with them all that questions are drawn by."""
    for page in role.questionnaire.pages[:1]:
        for position in range(len(page.questions)):
            fragments.question(role, page.area.slug, position, NOTHING, "")
