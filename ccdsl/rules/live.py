"""What is judged where: things that contacts reach, versions in their own center, and places."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label
from ccdsl.model.facts import Facts, Reach, Visit, is_own
from ccdsl.model.flow import (
    AnyNode,
    CallbackNode,
    CollectNode,
    Flow,
    JumpNode,
    LookupNode,
    MenuNode,
    NodeId,
)
from ccdsl.model.outcomes import successors
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.source import Span
from ccdsl.syntax import ast


def is_live(program: Program, facts: Facts, kind: str, name: str) -> bool:
    """Whether a contact comes to something in one of the centers, as far as can be known."""
    if not program.is_whole:
        return True
    return any(not one.complete or one.reaches(kind, name) for one in facts.reach.values())


def judged_flows(facts: Facts) -> Iterator[tuple[Flow, Reach]]:
    """Yield every flow with what is reached in the center in which it is judged."""
    for which, flows in facts.flows.items():
        for flow in flows.values():
            if is_own(flow, which):
                yield flow, facts.reach[which]


def visited(facts: Facts) -> Iterator[tuple[Flow, AnyNode, tuple[Visit, ...]]]:
    """Yield every node that contacts come to, with their visits, flow by flow."""
    for flow, reach in judged_flows(facts):
        for node_id, visits in reach.visits.get((flow.kind, flow.name), {}).items():
            if node_id in flow.nodes:
                yield flow, flow.nodes[node_id], visits


def dead_steps(facts: Facts) -> Iterator[tuple[Flow, list[ast.Step]]]:
    """Yield every script that contacts come to with its steps that none comes to."""
    for flow, reach in judged_flows(facts):
        script = flow.declaration
        if not isinstance(script, ast.Script) or not reach.complete:
            continue
        if reach.reaches("script", flow.name):
            dead = [step for step in script.steps if not reach.at(flow, step.name.text)]
            due = _due(flow, reach) if dead else set()
            yield flow, [step for step in dead if step.name.text not in due]


def _due(flow: Flow, reach: Reach) -> set[NodeId]:
    """Return what follows an `else` that must be written, whether or not anybody takes it."""
    found: set[NodeId] = set()
    waiting = [
        node.otherwise
        for node in flow.nodes.values()
        if isinstance(node, JumpNode | CallbackNode) and node.otherwise and reach.at(flow, node.id)
    ]
    while waiting:
        node_id = waiting.pop()
        if node_id not in found and node_id in flow.nodes:
            found.add(node_id)
            waiting += [target for _, target in successors(flow.nodes[node_id])]
    return found


def dead_keys(program: Program, facts: Facts) -> Iterator[tuple[Queue, ast.KeyLine]]:
    """Yield the keys of queues that nobody can press, in no queue that has them, each once."""
    if not all(reach.complete for reach in facts.reach.values()):
        return
    pressed: set[Span] = set()
    keys: dict[Span, tuple[Queue, ast.KeyLine]] = {}
    for queue in program.queues.values():
        for line in queue.written.keys:
            # A queue that is like another has its keys too; it is told of where they are written.
            keys.setdefault(line.span, (queue, line))
            step = f"key-{line.key.keys}"
            for which, reach in facts.reach.items():
                flow = facts.flows[which].get(("queue", queue.name))
                if flow is None or step not in flow.steps or queue.max_waiting == 0:
                    pressed.add(line.span)  # That nobody may wait is the mistake.
                elif reach.at(flow, flow.steps[step]):
                    pressed.add(line.span)
    yield from (told for span, told in keys.items() if span not in pressed)


def in_dead_lines(facts: Facts, place: Span) -> bool:
    """Whether a place lies in a rule or a `when` that no contact leaves by: that is the mistake."""
    return any(
        dead.line.path == place.path and dead.line.start <= place.start < dead.line.end
        for dead in facts.tested.dead
    )


def place_of(flow: Flow, node: AnyNode) -> Span:
    """Return where a message about a node points: at a step's name, not at all of its lines."""
    if isinstance(node, MenuNode | CollectNode | LookupNode):
        step = step_named(flow, node.name)
        if step is not None:
            return step.name.span
    return node.span


def step_named(flow: Flow, name: str) -> ast.Step | None:
    """Return a step of a script by its name."""
    if not isinstance(flow.declaration, ast.Script):
        return None
    return next((step for step in flow.declaration.steps if step.name.text == name), None)


def said_place(flow: Flow, node: AnyNode, prompt: str) -> Span:
    """Return where a step says a prompt: at its name in a menu or collect, else all of `play`."""
    if isinstance(node, MenuNode | CollectNode):
        step = step_named(flow, node.name)
        if isinstance(step, ast.Menu | ast.Collect):
            wordings = step.wordings
            for name in (*wordings.say, *wordings.again, *wordings.sorry):
                if name.text == prompt:
                    return name.span
    return node.span


def arrives(program: Program, visit: Visit) -> tuple[Label, ...]:
    """Return the label at the entry from which a contact comes."""
    entry = program.entries.get(visit.entry)
    if entry is None:
        return ()
    return (Label(span=entry.arrival.span, text=f"{contacts(visit.channel)} arrive here"),)


def staff_is_known(program: Program) -> bool:
    """Whether it can be told who serves what: the roster, teams, roles and skills are all read."""
    if program.people is None or not program.has_all_people:
        return False
    names = (one.name for team in program.teams.values() for one in program.references_of(team))
    return (
        program.loose.isdisjoint(("team", "role", "skill", *program.people, *program.queues))
        and not has_broken(program, ast.Team, ast.Role, ast.Skill)
        and program.unresolved.isdisjoint(name.span for name in names)
        and all(_is_known(program, person) for person in program.people.values())
    )


def has_broken(program: Program, *kinds: type) -> bool:
    """Whether a declaration of one of these kinds, named or not, could not be read whole."""
    return any(
        isinstance(one, kinds) and program.is_broken(one.span)
        for file in program.files
        if file.broken
        for one in file.declarations
    )


def _is_known(program: Program, person: Person) -> bool:
    return person.role in program.roles and all(skill in program.skills for skill in person.skills)


_CONTACTS = {"voice": "callers", "email": "emails", "sms": "text messages"}


def contacts(channel: str) -> str:
    """Return what the contacts of a channel are called."""
    return _CONTACTS.get(channel, f"{channel} contacts")


def writes(queue: ast.Queue, *lines: str) -> bool:
    """Whether a queue writes one of these lines itself, not only takes it from another."""
    return any(getattr(queue, line) not in (None, ()) for line in lines)
