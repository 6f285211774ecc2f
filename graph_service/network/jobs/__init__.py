"""What can be asked of the methods, by name: each job is a plain function of a projection and hashable arguments.

Jobs run in the worker process; what they make on the way is kept there for the next page, what they tell is plain data.
"""
