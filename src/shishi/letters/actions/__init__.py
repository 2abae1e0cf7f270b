"""Everything that changes a supervision letter."""
