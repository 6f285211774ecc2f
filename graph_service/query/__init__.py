"""A document becomes a selection, a plan, one statement, and the code that completes its rows. No I/O here."""
