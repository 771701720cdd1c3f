"""Scenarios: from what is written to a contact in a world, run and judged."""
