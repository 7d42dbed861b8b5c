"""Prerequisites as a graph over (skill, step): nothing may need itself."""

from collections.abc import Iterable
from itertools import pairwise

Node = tuple[str, int]


def find_cycle(edges: Iterable[tuple[Node, Node]]) -> list[Node]:
    """A circle in "node needs other", as the nodes on it in order and the first again; empty when there is none.

    A step also needs every step below it of the same skill, so those edges are part of the graph.
    """
    needs: dict[Node, set[Node]] = {}
    for node, other in edges:
        needs.setdefault(node, set()).add(other)
        needs.setdefault(other, set())
    by_skill: dict[str, list[int]] = {}
    for skill, step in needs:
        by_skill.setdefault(skill, []).append(step)
    for skill, steps in by_skill.items():
        ordered = sorted(steps)
        for below, above in pairwise(ordered):
            needs[skill, above].add((skill, below))
    done: set[Node] = set()
    for start in sorted(needs):
        path: list[Node] = []
        if cycle := _walk(start, needs, done, path):
            return cycle
    return []


def _walk(node: Node, needs: dict[Node, set[Node]], done: set[Node], path: list[Node]) -> list[Node]:
    if node in path:
        return [*path[path.index(node) :], node]
    if node in done:
        return []
    path.append(node)
    for other in sorted(needs[node]):
        if cycle := _walk(other, needs, done, path):
            return cycle
    path.pop()
    done.add(node)
    return []
