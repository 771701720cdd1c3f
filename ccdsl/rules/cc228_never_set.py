"""Attributes that are tested only after something may have set them."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, NeverSet, is_own
from ccdsl.model.program import Program
from ccdsl.rules.contacts import with_contacts
from ccdsl.rules.live import in_dead_lines
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC228", Severity.WARNING, whole=True, yields=True)
def never_set_here(program: Program, facts: Facts) -> Iterator[Finding]:
    """Attribute is tested where nothing can have set it.

    Why: a test on an attribute that is not set is false, and its `not` is true, for everybody who
    comes here: the test decides nothing. Often the look-up or the question that would set it comes
    only later. A rule that never matches for this reason is an error of its own.
    Example:
        routing inbound version 1 in-service {
          when caller in vip or tier is gold -> voicemail box    # CC228
          otherwise                          -> queue help
        }
    Use instead: the test in a step behind the look-up that gives `tier`, or none.
    """
    for which, found in facts.never_set.items():
        for one in found:
            if is_own(facts.flows[which][one.flow], which) and not in_dead_lines(facts, one.span):
                yield _finding(program, one)


def _finding(program: Program, one: NeverSet) -> Finding:
    name = one.attribute
    places = sorted(each.span for each in _setting(program) if each.text == name)
    way_out = f"set `{name}` on a way that leads here, or leave the test out"
    if not places:
        way_out = f"nothing ever sets `{name}`: set it before, or leave this out"
    return Finding(
        message=f"nobody who comes here has `{name}` set, so this never holds",
        span=one.span,
        help=with_contacts(way_out, one.contacts),
        labels=tuple(Label(span=span, text=f"`{name}` is set here") for span in places[:1]),
    )


def _setting(program: Program) -> Iterator[ast.Name]:
    """Yield the names of attributes where they are set."""
    yield from (each.attribute for _, each in program.nodes(ast.SetAttribute))
    yield from (each.store for _, each in program.nodes(ast.Collect))
    yield from (each.store for _, each in program.nodes(ast.KeyRange))
    for source in program.data_sources.values():
        yield from source.gives
