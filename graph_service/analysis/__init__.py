"""Questions that a search over the graph answers: one module a question, what it reads handed in."""
