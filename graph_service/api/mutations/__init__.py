"""Mutations: derived from what the model lets clients write, answered in one transaction, told of in payloads."""
