"""Tests of the take-out."""
