"""Pages of supervision letters."""
