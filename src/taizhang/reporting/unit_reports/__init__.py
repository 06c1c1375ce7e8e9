"""The same report for many units: one order, one journal position, its lines read once."""
