"""Scenarios: running and choosing them, what they cover, and the next one to write."""
