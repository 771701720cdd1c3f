"""A whole project, linked: every declaration by name, and the centers it describes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from ccdsl.model.csv_numbers import CsvNumber
from ccdsl.model.people import Person
from ccdsl.model.queues import Queue
from ccdsl.model.references import Reference
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.parser import File

if TYPE_CHECKING:
    from ccdsl.model.lock import Lock
    from ccdsl.model.lock_guard import Guarded

T = TypeVar("T")
Which = Literal["in-service", "draft"]


@record
class View:
    """One center: the chosen version of every versioned declaration, by name.

    The in-service center has what is in service; the draft center has each draft in its sibling's
    place, and those drafts that have none.
    """

    which: Which
    routings: Mapping[str, ast.Routing]
    overflows: Mapping[str, ast.Overflow]
    after_hours: Mapping[str, ast.AfterHours]
    scripts: Mapping[str, ast.Script]

    def chosen(self, kind: str, name: str) -> ast.Versioned | None:
        """Return the chosen version of a name, None where the center has none."""
        tables: dict[str, Mapping[str, ast.Versioned]] = {
            "routing": self.routings,
            "overflow": self.overflows,
            "after-hours": self.after_hours,
            "script": self.scripts,
        }
        return tables[kind].get(name)

    def declarations(self) -> Iterator[ast.Versioned]:
        """Yield every chosen version, kind by kind, in the order of the source."""
        yield from self.routings.values()
        yield from self.overflows.values()
        yield from self.after_hours.values()
        yield from self.scripts.values()


@record
class Program:
    """Everything the project declares, first declarations only, in the order of the source.

    `used` maps (kind, name) to the places that name it; `unresolved` holds the places of names
    that nobody declares; `broken` and `loose` come from the files. `has_all_people` is False where
    somebody, or everybody, on the roster could not be read; `doubtful` has the kinds of which some
    declaration could not be read. `guarded` is the lock, the archive and what else the
    project is held to, None where it is held to nothing; `digests` keeps what was found once, by a
    declaration's `id`.
    """

    files: tuple[File, ...]
    sources: Mapping[str, Source]
    center: ast.Center | None
    declarations: tuple[ast.AnyDeclaration, ...]
    attributes: Mapping[str, ast.Attribute]
    data_sources: Mapping[str, ast.DataSource]
    callers: Mapping[str, ast.Callers]
    holidays: Mapping[str, ast.Holidays]
    hours: Mapping[str, ast.OpeningHours]
    flags: Mapping[str, ast.Flag]
    prompts: Mapping[str, ast.Prompt]
    voicemails: Mapping[str, ast.Voicemail]
    entries: Mapping[str, ast.Entry]
    queues: Mapping[str, Queue]
    skills: Mapping[str, ast.Skill]
    roles: Mapping[str, ast.Role]
    teams: Mapping[str, ast.Team]
    shifts: Mapping[str, ast.Shift]
    recordings: Mapping[str, ast.Recording]
    reports: Mapping[str, ast.Report]
    requires: tuple[ast.Require, ...]
    scenarios: tuple[ast.Scenario, ...]
    versions: Mapping[tuple[str, str], tuple[ast.Versioned, ...]]
    roster: ast.Roster | None
    people: Mapping[str, Person] | None
    csv_numbers: Mapping[str, tuple[CsvNumber, ...]]
    in_service: View
    draft: View
    nodes_by_type: Mapping[type, Sequence[tuple[ast.AnyDeclaration, object]]] = field(repr=False)
    references: Mapping[int, tuple[Reference, ...]] = field(repr=False)
    used: Mapping[tuple[str, str], tuple[Span, ...]] = field(repr=False)
    unresolved: frozenset[Span]
    broken: tuple[Span, ...]
    loose: frozenset[str]
    has_all_people: bool
    doubtful: frozenset[str]
    guarded: "Guarded | None" = field(default=None, repr=False)
    digests: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def views(self) -> tuple[View, View]:
        """Both centers, the one in service first."""
        return (self.in_service, self.draft)

    @property
    def first_language(self) -> str:
        """The language that contacts are spoken to in unless an entry names another, "" if none."""
        return self.center.languages[0].tag if self.center is not None else ""

    @cached_property
    def extensions(self) -> Mapping[str, str]:
        """The people, by id, whom their extensions mean."""
        people = (self.people or {}).values()
        return {one.extension: one.id for one in people if one.extension}

    @property
    def lock(self) -> "Lock | None":
        """The lock, if there is one that can be believed."""
        return self.guarded.lock if self.guarded is not None else None

    def version(
        self, key: tuple[str, str], state: ast.State, number: int | None = None
    ) -> ast.Versioned | None:
        """Return the version of a name that is in a state, and has a number if one is asked for."""
        for one in self.versions.get(key, ()):
            if one.version.state is state and number in (None, one.version.number.value):
                return one
        return None

    def nodes(self, kind: type[T]) -> Iterator[tuple[ast.AnyDeclaration, T]]:
        """Yield every record of a type with the declaration that holds it, in source order.

        Retired versions are kept for the record only, and left out.
        """
        for owner, node in self.nodes_by_type.get(kind, ()):
            if isinstance(node, kind):
                yield owner, node

    def references_of(self, declaration: ast.Declaration) -> tuple[Reference, ...]:
        """Return the names a declaration uses."""
        return self.references.get(id(declaration), ())

    def declaration_at(self, span: Span) -> ast.AnyDeclaration | None:
        """Return the declaration in which a place begins, None for what lies in none."""
        starts, found = self._by_place.get(span.path, ((), ()))
        at = bisect_right(starts, span.start) - 1
        return found[at] if at >= 0 and span.start < found[at].span.end else None

    @cached_property
    def _by_place(
        self,
    ) -> Mapping[str, tuple[Sequence[int], Sequence[ast.AnyDeclaration]]]:
        """The declarations of every file by where they begin, ascending."""
        files: dict[str, list[ast.AnyDeclaration]] = {}
        for one in sorted(self.declarations, key=lambda each: each.span.start):
            files.setdefault(one.span.path, []).append(one)
        return {path: ([one.span.start for one in each], each) for path, each in files.items()}

    def is_broken(self, span: Span) -> bool:
        """Whether a place lies in a declaration whose text is wrong."""
        return any(
            span.path == bad.path and bad.start <= span.start < bad.end for bad in self.broken
        )

    def is_partial(self, declarations: Iterable[ast.Declaration]) -> bool:
        """Whether some of these may be missing, or say less than they should."""
        if not self.broken:
            return False
        return any(one.kind in self.doubtful or self.is_broken(one.span) for one in declarations)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is broken and every name is known, so that absence means absence."""
        if self.broken or self.loose or self.unresolved or not self.has_all_people:
            return False
        return not any(file.has_gaps for file in self.files)
