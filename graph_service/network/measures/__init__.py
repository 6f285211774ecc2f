"""The measures of `graph_service/model/measures.py`: `table.measures_of` gives a column for each name."""
