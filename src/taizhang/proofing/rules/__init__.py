"""One file a group of rules; each yields remarks on a text."""
