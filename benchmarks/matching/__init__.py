"""How well postings are read and matched, on postings that were labelled by hand: `python -m benchmarks.matching`."""
