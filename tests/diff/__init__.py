"""Tests of `wizard/diff`."""
