"""A city's streets and villages with two years of records: the office that writes all its streets' reports at once."""
