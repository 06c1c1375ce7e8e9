"""The office of the bench of premises."""
