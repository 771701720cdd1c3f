"""In which order to go through a center: what comes first on the way is followed first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from ccdsl.model.flow import AfterHoursNode, CallNode, Flow, QueueNode, ScriptNode
from ccdsl.model.outcomes import successors
from ccdsl.model.queues import Queue

Key = TypeVar("Key")
FlowKey = tuple[str, str]


class Ranks:
    """The place in that order of every flow of a center, and of every node in its flow."""

    def __init__(
        self, flows: Mapping[FlowKey, Flow], queues: Mapping[str, Queue], begin: Iterable[FlowKey]
    ) -> None:
        """Number flows from where contacts arrive, and nodes from where their flow begins."""
        self.queues = queues
        self.all = flows
        self.flows = _numbered(begin, self._next_flows)
        self.nodes = {
            key: _numbered(flow.entrances, lambda node, flow=flow: _targets(flow, node))
            for key, flow in flows.items()
        }

    def _next_flows(self, key: FlowKey) -> Iterator[FlowKey]:
        kind, name = key
        if kind == "queue":
            policy, overflow = self.queues[name].after_hours, self.queues[name].overflow
            yield from [("after-hours", policy)] if policy is not None else []
            yield from [("overflow", overflow)] if overflow is not None else []
        for node in self.all[key].nodes.values():
            match node:
                case QueueNode():
                    yield ("queue", node.queue)
                case ScriptNode() | CallNode():
                    yield ("script", node.script)
                case AfterHoursNode():
                    yield ("after-hours", node.policy)


def _targets(flow: Flow, node: str) -> Iterator[str]:
    return (target for _, target in successors(flow.nodes[node]))


def _numbered(begin: Iterable[Key], after: Callable[[Key], Iterable[Key]]) -> dict[Key, int]:
    """Return numbers such that, rings apart, nobody goes to a lower one."""
    seen, done = set[Key](), list[Key]()
    for first in begin:
        todo = [(first, True)]
        while todo:
            key, opening = todo.pop()
            if not opening:
                done.append(key)
            elif key not in seen:
                seen.add(key)
                todo.append((key, False))
                todo += [(each, True) for each in after(key)]
    return {key: number for number, key in enumerate(reversed(done))}
