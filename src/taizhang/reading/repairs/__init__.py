"""Repairs: each file mends one kind of damage, and lists what it mended."""
