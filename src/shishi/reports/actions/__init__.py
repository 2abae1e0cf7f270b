"""Every change to periods, returns, standings and cuts."""
