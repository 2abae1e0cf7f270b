"""Every change to an inspection."""
