"""The worklist, and what the analysis makes of writes: real mutations against real databases."""
