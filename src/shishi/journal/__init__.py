"""The append-only record of what was done, by whom, acting from which post; sealed in a hash chain."""
