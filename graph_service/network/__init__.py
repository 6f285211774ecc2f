"""Network methods over an in-memory projection of the graph: arrays in, numbers out, no input or output.

Needs the extra `analysis` (numpy, scipy, rustworkx, graspologic-native). `docs/methods.md` explains every number.
"""
