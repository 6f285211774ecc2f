"""Tests of the jobs: what they add to the methods."""
