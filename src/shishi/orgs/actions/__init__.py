"""Every change to regions, organisations, people, posts and sign-in."""
