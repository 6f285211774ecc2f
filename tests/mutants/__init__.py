"""Named ways to break the compiler, each of which must fail a test."""
