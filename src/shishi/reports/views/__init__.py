"""The pages of monthly work: filling, reviewing, the period board, one return."""
