"""Questions about bulletins: what they say, what they print, what stands against signing."""
