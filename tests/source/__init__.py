"""Tests of `wizard/source`."""
