"""Questions about supervision letters."""
