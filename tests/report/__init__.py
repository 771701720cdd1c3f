"""Tests of the renderings of diagnostics."""
