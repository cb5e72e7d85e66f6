"""Tests of `wizard/space`."""
