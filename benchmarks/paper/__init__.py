"""How fast paper is made, beside the engines it could be made with: `python -m benchmarks.paper`."""
