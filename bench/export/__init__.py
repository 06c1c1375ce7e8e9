"""The export of a journal, on both databases."""
