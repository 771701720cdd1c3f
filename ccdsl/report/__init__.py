"""Renderings of diagnostics, plans and test results."""
