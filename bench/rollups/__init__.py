"""Roll-ups of a whole country: 30 rules, every unit, twelve months, told by several engines side by side."""
