"""Versions and releases: from a judged project and its lock to a list of edits, nothing written."""
