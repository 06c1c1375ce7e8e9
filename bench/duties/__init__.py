"""The office of the bench of duties."""
