"""Questions about meetings."""
