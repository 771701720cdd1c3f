"""Tests of what the source means."""
