"""Tests; a package, so that the harness of tests/engines can be imported by name."""
