"""Drafts, promotions, rollbacks and releases."""
