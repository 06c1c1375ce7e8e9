"""Every figure of every unit below one, for several periods, in one file."""
