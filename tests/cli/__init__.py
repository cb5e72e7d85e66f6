"""Tests of `wizard/cli`."""
