"""ccdsl: a contact center's configuration as source, checked and compiled."""

__version__ = "0.1.0"
