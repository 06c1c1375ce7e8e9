"""Wording: how a subject, a period, a comparison and a number are said in a report."""
