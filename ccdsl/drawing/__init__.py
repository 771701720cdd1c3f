"""Laying out pictures with Graphviz, in a process of its own with a time limit."""
