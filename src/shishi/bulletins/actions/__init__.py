"""Every change to a bulletin."""
