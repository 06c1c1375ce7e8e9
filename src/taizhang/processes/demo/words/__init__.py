"""What the demo office does, in the words of its clerks: one file for each kind of record."""
