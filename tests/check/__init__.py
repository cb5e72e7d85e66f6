"""Tests of `wizard/check`."""
