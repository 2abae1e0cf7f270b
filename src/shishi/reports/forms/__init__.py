"""Reads what was typed; decides nothing."""
