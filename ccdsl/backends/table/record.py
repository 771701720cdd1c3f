"""One record of the table: name, version, place and digest, then what the declaration says."""

from collections.abc import Mapping

from ccdsl.model.canonical import Json
from ccdsl.model.content import Described, content
from ccdsl.model.digest import digest_of
from ccdsl.model.flow import Flow
from ccdsl.model.flows import flatten_center, flatten_queue, flatten_rules, flatten_script
from ccdsl.model.program import Program
from ccdsl.source import Span
from ccdsl.syntax import ast


def record(declaration: Described, program: Program) -> dict[str, Json]:
    """Return a declaration as the table has it."""
    said = content(declaration, program)
    head: dict[str, Json] = {"name": declaration.name.text}
    if isinstance(declaration, ast.Versioned):
        version = declaration.version
        head["version"] = {"number": version.number.value, "state": version.state.value}
    path, line = place(declaration.name.span, program)
    head["source"] = {"path": path, "line": line}
    head["digest"] = digest_of(declaration.kind, said)
    flow = _flow(declaration, program)
    return {**head, **(said if flow is None else _placed(said, flow, path, program))}


def place(span: Span, program: Program) -> tuple[str, int]:
    """Return the path and the line, from 1, at which a span begins."""
    return span.path, program.sources[span.path].position(span.start).line


def _flow(declaration: Described, program: Program) -> Flow | None:
    match declaration:
        case ast.Script():
            return flatten_script(declaration)
        case ast.Routing() | ast.Overflow() | ast.AfterHours():
            return flatten_rules(declaration)
        case ast.Queue():
            return flatten_queue(program.queues[declaration.name.text])
        case ast.Center():
            return flatten_center(declaration)
        case _:
            return None


def _placed(said: dict[str, Json], flow: Flow, path: str, program: Program) -> dict[str, Json]:
    """Return content with the place of every rule and node."""
    nodes = said["nodes"]
    placed = dict(said)
    if isinstance(nodes, Mapping):
        placed["nodes"] = {
            name: _with_place(node, flow.nodes[name].span, path, program)
            for name, node in nodes.items()
        }
    rules = said.get("rules")
    if isinstance(rules, list):
        placed["rules"] = [
            _with_place(rule, written.span, path, program)
            for rule, written in zip(rules, flow.rules, strict=True)
        ]
    return placed


def _with_place(part: Json, span: Span, path: str, program: Program) -> Json:
    """Return a rule or a node with its line, and its path where that is another file's."""
    own, line = place(span, program)
    at: dict[str, Json] = {"line": line} if own == path else {"line": line, "path": own}
    return {**part, **at} if isinstance(part, Mapping) else part
