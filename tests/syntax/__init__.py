"""Tests of the lexer, the parser, recovery and the formatter."""
