"""What strangers, load and failures do to the service, each with a bar and a measured figure.

`python -m tests.robustness` (`make robustness`) runs the long forms and prints one table; the tests of this folder are
the quick forms and run with the suite.
"""
