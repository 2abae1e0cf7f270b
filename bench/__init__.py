"""Data generators and measurements. They print ratios and figures and assert nothing; see docs/speed.md."""
