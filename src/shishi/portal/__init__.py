"""What citizens see and send: no account, no app, no script needed."""
