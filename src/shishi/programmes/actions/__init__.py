"""Every change of the lists: lock → ask the rules → change → record."""
