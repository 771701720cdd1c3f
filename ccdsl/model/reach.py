"""What a version can lead to, and the one digest of all that.

The digest of reach is SHA-256, as 64 lower-case hexadecimal digits, of the canonical JSON of
`{"edition": 1, "reach": [[KIND, NAME, DIGEST], …]}`: every declaration that decides about contacts
and that the version can name, directly or through others, sorted. For a versioned name that is what
is in service, with the digest of its own text; a version that leads back to itself is among them.

Some things count although nothing names them: the center, whose `on-failure` and languages are
every contact's, and for a queue the recordings that list it, with the notice that is heard there.
The roster, roles, teams, shifts, reports, bindings and the calendar treat no contact, and are left
out; so are a `pause` and what else a recording lists, which no contact is led to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import compress

from ccdsl.model.canonical import canonical_json, text_digest
from ccdsl.model.content import Described
from ccdsl.model.digest import EDITION, content_digest
from ccdsl.model.graphs import backward, components
from ccdsl.model.lock import Key
from ccdsl.model.lock_own import own_digest
from ccdsl.model.program import Program, View
from ccdsl.record import record
from ccdsl.syntax import ast

Graph = Mapping[Key, Sequence[Key]]


@record
class Reach:
    """What the versions in service say and lead to.

    `own` has the digest of every version's own text, `digests` that of its reach; `reached` the
    content digest of every declaration without versions that some version leads to.
    """

    own: Mapping[Key, str]
    digests: Mapping[Key, str]
    reached: Mapping[Key, str]
    edges: Graph = field(repr=False)

    def who_reaches(self, key: Key) -> tuple[Key, ...]:
        """Return the versions in service that can lead to a declaration, sorted."""
        return tuple(sorted(backward([key], self.edges) & self.own.keys() - {key}))


def reach_of(program: Program) -> Reach:
    """Return the reach of every version in service."""
    declared = dict(declared_in(program, program.in_service))
    in_service = [(one.kind, one.name.text) for one in program.in_service.declarations()]
    edges = _edges(program, declared, in_service)
    said = {key: said_digest(program, declared[key]) for key in edges}
    own = {key: said[key] for key in in_service}
    return Reach(
        own=own,
        digests=_digests(edges, said, in_service),
        reached={key: digest for key, digest in said.items() if key not in own},
        edges=edges,
    )


def version_digest(program: Program, version: ast.Versioned) -> str:
    """Return the digest of a version's own text, found once a program."""
    known = program.digests.get(id(version))
    if known is None:
        known = program.digests[id(version)] = own_digest(version)
    return known


def said_digest(program: Program, declaration: Described) -> str:
    """Return the digest of what a declaration says, found once a program."""
    if isinstance(declaration, ast.Versioned):
        return version_digest(program, declaration)
    known = program.digests.get(id(declaration))
    if known is None:
        known = program.digests[id(declaration)] = content_digest(declaration, program)
    return known


def declared_in(program: Program, view: View) -> Iterator[tuple[Key, Described]]:
    """Yield everything that can decide about contacts in a center, by kind and name."""
    for one in program.declarations:
        if isinstance(one, Described) and not isinstance(one, ast.Versioned):
            yield (one.kind, one.name.text), one
    for version in view.declarations():
        if isinstance(version, Described):
            yield (version.kind, version.name.text), version


def _edges(program: Program, declared: Mapping[Key, Described], start: Iterable[Key]) -> Graph:
    """Return what everything that is reached leads to next, the versions in service first."""
    always = [("center", program.center.name.text)] if program.center else []
    recorded = _recorded(program)
    edges: dict[Key, list[Key]] = {}
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in edges:
            named = [*_named(program, declared[key]), *recorded.get(key, ())]
            named += always if isinstance(declared[key], ast.Versioned) else ()
            edges[key] = [each for each in dict.fromkeys(named) if each in declared]
            waiting += edges[key]
    return edges


def _named(program: Program, declaration: Described) -> Iterator[Key]:
    for reference in program.references_of(declaration):
        if isinstance(declaration, ast.Recording) and reference.kinds != ("prompt",):
            continue
        for kind in reference.kinds:
            yield (kind, reference.name.text)


def _recorded(program: Program) -> dict[Key, list[Key]]:
    """Return the recordings of every queue."""
    found: dict[Key, list[Key]] = {}
    for recording in program.recordings.values():
        for queue in recording.queues:
            found.setdefault(("queue", queue.text), []).append(("recording", recording.name.text))
    return found


def _digests(edges: Graph, said: Mapping[Key, str], wanted: Iterable[Key]) -> dict[Key, str]:
    """Return the digest of everything that each of the wanted leads to."""
    found = components(edges)
    places = {key: at for at, key in enumerate(key for each in found for key in each)}
    lines = [canonical_json([*key, said[key]]) for key in places]
    sets = _sets(found, edges, places)
    shared: dict[int, str] = {}
    digests: dict[Key, str] = {}
    for key in wanted:
        bits = sets[key]
        if bits not in shared:
            shared[bits] = _digest(bits, lines)
        digests[key] = shared[bits]
    return digests


def _sets(
    found: Iterable[Sequence[Key]], edges: Graph, places: Mapping[Key, int]
) -> dict[Key, int]:
    """Return what each leads to, as the bits of their places.

    The components come with the last ones first, so what they lead to is known already.
    """
    sets: dict[Key, int] = {}
    for component in found:
        bits = 0
        for key in component:
            for target in edges[key]:
                bits |= 1 << places[target] | sets.get(target, 0)
        sets.update(dict.fromkeys(component, bits))
    return sets


def _digest(bits: int, lines: Sequence[str]) -> str:
    lowest = max(0, (bits & -bits).bit_length() - 1)
    marks = (mark == "1" for mark in reversed(f"{bits >> lowest:b}"))
    chosen = sorted(compress(lines[lowest:], marks))
    whole = f'{{"edition":{EDITION},"reach":[{",".join(chosen)}]}}'
    return text_digest(whole)
