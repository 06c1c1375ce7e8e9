"""The body's own signing key: it signs checkpoints and sealed reports."""
