"""Claims: the numbers of a report with what they count, and the numbers that were left out."""
