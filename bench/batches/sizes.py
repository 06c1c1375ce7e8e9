"""How large the city's streets are."""

CITY = 1
VILLAGES = 15
LINES_EACH = 244
"""As many lines as a street of the country has, where there are ten million of 41,000 streets."""
TOGETHER = 50
"""Reports that `report compile-all` compiles together."""
