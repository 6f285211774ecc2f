"""Mutations against real databases: every one that the model gives, the rules, and what becomes of them in trouble."""
