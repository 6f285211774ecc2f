"""The roots that a search answers: their types and arguments, and how `graph_service.analysis` is asked."""
