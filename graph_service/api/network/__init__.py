"""The roots of network analysis: their types and arguments, what each asks of `graph_service.network`, and its answer.

A room a subject: `gaps`, `candidates`, `structure`, `changes` (what-if, comparison, series), `spread` (practices,
mentors), `completeness`. Each has its types and how rows become an answer; `roots` lists them all.
"""
