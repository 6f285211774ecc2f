"""Kaláka: a GraphQL knowledge-graph service for cultural community work."""

__version__ = "0.1.0"
