"""Everything that changes papers and number books."""
