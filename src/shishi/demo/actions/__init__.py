"""Loads the sample year, day by day, as its people would have typed it."""
