"""What a scenario gives about queues: the tree of every line, and the names that they use."""

from ccdsl.model.references import references
from ccdsl.syntax import ast
from tests.syntax.sources import parsed

_LINES = """
  given queue a has available 0, waiting 2
  given queue b has waiting 6, wait 5s after 2m
  given queue then then has agents 0
  given queue after has agents 1 after 90s
  given queue c closes at 4m
"""


def _scenario() -> ast.Scenario:
    file, problems = parsed(
        f'scenario "it" {{ dial +18005550100 from withheld at 2026-11-23 09:30 {_LINES}'
        " expect hang-up }"
    )
    assert not problems.found
    (scenario,) = file.declarations
    assert isinstance(scenario, ast.Scenario)
    return scenario


def test_every_line_has_its_own_kind_in_the_order_written() -> None:
    kinds = [type(one).__name__ for one in _scenario().givens]
    assert kinds == ["GivenQueue", "GivenChange", "GivenThen", "GivenChange", "GivenClosing"]


def test_a_change_has_its_figures_and_its_time() -> None:
    change = _scenario().givens[1]
    assert isinstance(change, ast.GivenChange)
    assert [figure.figure for figure in change.figures] == ["waiting", "wait"]
    assert change.after.ms == 120_000


def test_every_queue_is_a_use_of_it_and_may_be_called_like_a_word() -> None:
    uses = [(use.kinds, use.name.text) for use in references(_scenario()) if "queue" in use.kinds]
    assert [name for _, name in uses] == ["a", "b", "then", "after", "c"]
