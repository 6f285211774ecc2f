"""Tests of what chance alone gives."""
