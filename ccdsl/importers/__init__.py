"""Foreign formats read back into source."""
