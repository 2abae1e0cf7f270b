"""Pages on which lists are made and changed: find → one call → answer."""
