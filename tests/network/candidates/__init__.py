"""Tests of candidate pairs: parts, model, backtest, ranking, leaks, and a planted effect."""
