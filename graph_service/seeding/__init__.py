"""The demonstration: generated from open data and a hash, written as files, loaded into either engine, and checked."""
