"""Call-flow diagrams: one neutral picture, one module per format that draws it."""
