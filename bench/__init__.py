"""The measurements behind `make bench`: every figure of one run, side by side and interleaved."""
