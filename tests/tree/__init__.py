"""Tests of `wizard/tree`."""
