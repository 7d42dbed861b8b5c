"""Keys for the things of a package: those that we gave them, else their code where that is one, else made of a name."""

import re

from catalog.core.typed_in import LONGEST_KEY, key_of

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


class Keys:
    """Gives each thing of a kind a key that no other one has, in time that does not grow with how many there are."""

    def __init__(self, kind: str, longest: int = LONGEST_KEY) -> None:
        self._kind, self._longest = kind, longest
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def give(self, name: str, *wanted: object) -> str:
        """The first of `wanted` that can be a key and is free, else one made of the name."""
        for key in wanted:
            if isinstance(key, str) and len(key) <= self._longest and _KEY.match(key) and key not in self._taken:
                self._taken.add(key)
                return key
        base = key_of(name, (), self._kind, self._longest)
        key, number = base, self._last.get(base, 1)
        while key in self._taken:
            number += 1
            key = f"{base[: self._longest - len(str(number)) - 1].strip('-')}-{number}"
        self._last[base] = number
        self._taken.add(key)
        return key
