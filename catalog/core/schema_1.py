"""Editions stored under schema 1 of a snapshot, read as what they are under schema 2.

Schema 1 had spans where 2 has a row for each step that a resource serves, and knew neither hours covered nor months.
"""

from typing import Any


def upgraded(value: Any) -> Any:
    """The JSON value of a snapshot of schema 1 as one of schema 2: spans become a row for each step of the scale.

    Raises KeyError or TypeError where the resources or the scale are none of schema 1.
    """
    scale = sorted(step["value"] for step in value["scale"])
    resources = [resource | {"steps": _rows(resource["steps"], scale)} for resource in value["resources"]]
    return value | {"schema": 2, "resources": resources}


def _rows(spans: Any, scale: list[int]) -> list[dict[str, Any]]:
    rows = {(span["skill"], step) for span in spans for step in scale if span["from_step"] < step <= span["to_step"]}
    return [{"skill": skill, "step": step} for skill, step in sorted(rows)]
