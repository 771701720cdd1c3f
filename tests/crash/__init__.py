"""Breaking commands off: at every step they take, and at any instant."""
