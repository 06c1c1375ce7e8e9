"""Structure: which line is title, heading, body, signature; and the sections they make."""
