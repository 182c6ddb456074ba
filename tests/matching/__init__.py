"""Tests of letraz.matching: texts in, findings out."""
