"""Whether one condition holds wherever another does, as far as their form alone shows it."""

from fractions import Fraction

from ccdsl.syntax import ast


def implies(narrow: ast.Condition, wide: ast.Condition) -> bool:
    """Whether `wide` certainly holds wherever `narrow` does; False proves nothing."""
    if narrow == wide:
        return True
    match wide:
        case ast.And():
            return all(implies(narrow, part) for part in wide.parts)
        case ast.Or() if any(implies(narrow, part) for part in wide.parts):
            return True
        case ast.Not() if isinstance(narrow, ast.Not) and implies(wide.part, narrow.part):
            return True
        case _:
            pass
    match narrow:
        case ast.And():
            return any(implies(part, wide) for part in narrow.parts)
        case ast.Or():
            return all(implies(part, wide) for part in narrow.parts)
        case _:
            return _is_within(narrow, wide)


def _is_within(narrow: ast.Condition, wide: ast.Condition) -> bool:
    """Compare two single tests of the same thing."""
    match narrow, wide:
        case (ast.NumberTest(), ast.NumberTest()):
            return narrow.subject == wide.subject and _all_in(narrow.values, wide.values)
        case (ast.EntryTest(), ast.EntryTest()):
            return set(narrow.entries) <= set(wide.entries)
        case (ast.ChannelTest(), ast.ChannelTest()):
            return set(narrow.channels) <= set(wide.channels)
        case (ast.LanguageTest(), ast.LanguageTest()):
            return set(narrow.languages) <= set(wide.languages)
        case (ast.AttributeTest(), ast.AttributeTest()):
            return narrow.attribute == wide.attribute and _all_in(narrow.values, wide.values)
        case (ast.AttributeCompare(), ast.AttributeCompare()):
            same = narrow.attribute == wide.attribute
            return same and _is_stricter(
                (narrow.operator, narrow.bound.value), (wide.operator, wide.bound.value)
            )
        case (ast.Figure(), ast.Figure()):
            return narrow.figure == wide.figure and _is_stricter(_bound(narrow), _bound(wide))
        case (ast.QueueTest(), ast.QueueTest()):
            return narrow.queue == wide.queue and all(
                any(implies(figure, other) for figure in narrow.figures) for other in wide.figures
            )
        case _:
            return False


def _all_in(values: tuple[ast.Value, ...], wide: tuple[ast.Value, ...]) -> bool:
    prefixes = tuple(value.digits for value in wide if isinstance(value, ast.Prefix))
    return all(value in wide or _begins(value, prefixes) for value in values)


def _begins(value: ast.Value, prefixes: tuple[str, ...]) -> bool:
    match value:
        case ast.Phone():
            return value.number.startswith(prefixes)
        case ast.Prefix():
            return value.digits.startswith(prefixes)
        case _:
            return False


def _bound(figure: ast.Figure) -> tuple[ast.Comparison, int]:
    bound = figure.bound
    return figure.operator, bound.ms if isinstance(bound, ast.Duration) else bound.value


_HALF = Fraction(1, 2)


def _range(test: tuple[ast.Comparison, int]) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest value that pass, None for no end; figures are whole."""
    operator, bound = test
    match operator:
        case ">":
            return bound + _HALF, None
        case ">=":
            return Fraction(bound), None
        case "<":
            return None, bound - _HALF
        case "<=":
            return None, Fraction(bound)
        case "=":
            return Fraction(bound), Fraction(bound)


def _is_stricter(narrow: tuple[ast.Comparison, int], wide: tuple[ast.Comparison, int]) -> bool:
    (low, high), (wide_low, wide_high) = _range(narrow), _range(wide)
    above = wide_low is None or (low is not None and low >= wide_low)
    below = wide_high is None or (high is not None and high <= wide_high)
    return above and below
