"""What the portal asks of the rooms below."""
