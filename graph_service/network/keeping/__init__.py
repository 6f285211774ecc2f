"""How the projection is loaded from the graph, kept right by deltas, and held by version."""
