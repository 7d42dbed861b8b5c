"""What can be searched of editions: the words of each, made ready once in a process."""

from functools import lru_cache

from catalog import editions
from catalog.core.search import Shelf, shelf
from catalog.index import Digest


@lru_cache(maxsize=64)
def kept(digest: str) -> Shelf:
    """What can be searched of an edition, whatever of it is hidden now."""
    return shelf(editions.load(digest))


def shown(digest: Digest) -> Shelf:
    """What visitors can find of a current edition."""
    whole = kept(str(digest))
    if not digest.hidden:
        return whole
    return whole._replace(roles=tuple(role for role in whole.roles if role.slug not in digest.hidden))
