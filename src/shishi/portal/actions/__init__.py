"""Every change a citizen makes: a letter sent, followed, rated, added to."""
