"""Questions about periods, returns, standings and cuts."""
