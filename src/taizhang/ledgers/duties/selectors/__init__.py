"""Reads of schemes, duties and occurrences, always within a scope of units."""
