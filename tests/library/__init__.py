"""Tests of `wizard/library`."""
