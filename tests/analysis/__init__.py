"""Analyses, judged by what they find in small centers."""
