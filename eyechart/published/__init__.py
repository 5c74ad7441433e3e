"""The published benchmarks' own files: read into items, asked and judged like any other."""
