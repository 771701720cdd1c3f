"""Languages are well-formed, and the center has them."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import LANGUAGE
from ccdsl.model.program import Program
from ccdsl.rules.once import once
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import did_you_mean, first_here, listed
from ccdsl.syntax import ast


@rule("CC112", Severity.ERROR, hides=("CC406", "CC409"))
def not_a_language(program: Program, facts: Facts) -> Iterator[Finding]:
    """Language is not one of the center's.

    Why: languages are tags such as `en-US` or `zh-Hant-TW` (BCP 47), in their usual case, so that
    one language is written in one way. A contact never has a language that the center does not
    list.
    Example:
        prompt bonjour {
          fr-CA "Bonjour."    # CC112
        }
    Use instead: a language of the center; or add it to the center's `languages`.
    """
    del facts
    center = program.center
    if center is None or program.is_broken(center.span):
        return
    yield from once(_wrong(program, center))


def _wrong(program: Program, center: ast.Center) -> Iterator[Finding]:
    known = [language.tag for language in center.languages]
    meant = {LANGUAGE.repair(tag) for tag in known}
    forms = [one for language in center.languages for one in _form(language)]
    yield from forms
    listed_well = not forms
    for language in _used(program):
        wrong = list(_form(language))
        yield from wrong
        if listed_well and not wrong and language.tag not in meant:
            yield Finding(
                message=f"the center does not speak `{language.tag}`",
                span=language.span,
                help=did_you_mean(language.tag, known, f"it speaks {listed(known)}"),
                labels=first_here(center.languages[0].span, "its languages are listed here"),
            )


def _used(program: Program) -> Iterator[ast.Language]:
    for _, wording in program.nodes(ast.Wording):
        yield wording.language
    for entry in program.entries.values():
        if entry.language is not None:
            yield entry.language
    for scenario in program.scenarios:
        if scenario.language is not None:
            yield scenario.language
    for _, action in program.nodes(ast.SetLanguage):
        yield action.language
    for _, test in program.nodes(ast.LanguageTest):
        yield from test.languages


def _form(language: ast.Language) -> Iterator[Finding]:
    if LANGUAGE.pattern.fullmatch(language.tag):
        return
    repaired = LANGUAGE.repair(language.tag)
    fits = LANGUAGE.pattern.fullmatch(repaired)
    message = f"`{language.tag}` is not {LANGUAGE.says}"
    if fits:
        message = f"`{language.tag}` is not written in its usual case"
    yield Finding(message=message, span=language.span, help=f"write `{repaired}`" if fits else None)
