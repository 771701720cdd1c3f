"""Generated centers and contacts: every construct of the language, from a seed."""
