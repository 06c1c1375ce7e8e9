"""A county's journal of five years, and how long a figure over a unit and its subtree takes."""
