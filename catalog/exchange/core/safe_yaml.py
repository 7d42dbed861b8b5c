"""YAML of strangers: values only, no tags, no aliases that could unfold, no depth that could break the reader."""

from typing import Any

import yaml

from catalog.core.files import FileUnfit

DEEPEST = 32
MOST_NODES = 200_000


class _Plain(yaml.CSafeLoader):
    """Reads days as the texts that they are."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def values_of(data: bytes | str) -> Any:
    """The value of one YAML document. Raises FileUnfit for what is no YAML, has aliases, is too deep or too much."""
    try:
        _check(data)
        return yaml.load(data, Loader=_Plain)  # noqa: S506 # nosec B506 # a safe loader, above
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as problem:
        if isinstance(problem, FileUnfit):
            raise
        raise FileUnfit("yaml-unreadable", " ".join(str(problem).split()) or type(problem).__name__) from problem


def _check(data: bytes | str) -> None:
    depth = 0
    for nodes, event in enumerate(yaml.parse(data, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise FileUnfit("yaml-alias", line=event.start_mark.line + 1 if event.start_mark else 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or nodes > MOST_NODES:
            raise FileUnfit("yaml-too-much", deepest=DEEPEST, most=MOST_NODES)
