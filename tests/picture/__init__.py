"""Tests of `wizard/picture`."""
