"""Every change to a meeting."""
