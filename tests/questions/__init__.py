"""The thirty questions: what each must answer, from the exported files in plain Python, and the runs to ask it with."""
