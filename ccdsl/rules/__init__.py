"""The catalogue: one file a rule, and the explicit list of them, in the order of their codes."""

from ccdsl.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
