"""What the language's reference, `grammar/README.md`, is made of, and how its examples compile."""
