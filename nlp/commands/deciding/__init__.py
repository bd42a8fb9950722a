"""What it takes to decide: reading edits, checking them, and saying beforehand what they will do."""
