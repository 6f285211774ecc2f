"""The thirty questions: what each must answer, and the ways to ask it.

`analysts.py`, `partner_sites.py` and `gaps.py` have one function a question. It gets the files, the variables with
their defaults, and `only`: what one more filter leaves of the main list. It gives what `picked.py` picks of the answer.
"""
