"""What a name that nobody declares may have meant: one mistake has no consequences elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from ccdsl.analysis.asking import tests_in
from ccdsl.model.flow import FlowRule
from ccdsl.model.program import Program
from ccdsl.model.vocabulary import SUBJECTS
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest


def meant(names: Iterable[ast.Name], known: Sequence[str]) -> set[str]:
    """Return names, and for one that does not exist the nearest: what follows is judged by it."""
    texts = (name.text for name in names)
    return {text if text in known else nearest(text, known) or text for text in texts}


def readable(rules: Sequence[FlowRule], program: Program) -> Sequence[FlowRule]:
    """Return the rules before the first garbled one."""
    return tuple(takewhile(lambda rule: not is_garbled(rule.condition, program), rules))


def is_garbled(condition: ast.Condition | None, program: Program) -> bool:
    """Whether it asks about an attribute that does not exist, and may mean `channel` or the like.

    Who such a condition lets through is then anybody's guess.
    """
    return bool(program.unresolved) and any(
        isinstance(test, ast.AttributeTest)
        and test.attribute.text not in program.attributes
        and nearest(test.attribute.text, (*program.attributes, *SUBJECTS)) in SUBJECTS
        for test in tests_in(condition)
    )
