"""Benches: our ways and the usual ways, side by side in one run. `python -m bench` prints the ratios."""
