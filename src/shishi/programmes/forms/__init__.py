"""Reads what people type about lists; decides nothing."""
