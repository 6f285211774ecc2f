"""What changes the graph: upserts, and the data that is derived from other data."""
