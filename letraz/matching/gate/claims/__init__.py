"""The rules of the claim gate: each looks at a `Claim` and says what it may not claim. Pure.

A rule is one function, `(Claim) -> Iterator[Problem]`, and has its place in one of the tuples here.
"""
