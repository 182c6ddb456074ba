"""What the performance table is made from: `python benchmarks/run.py`."""
