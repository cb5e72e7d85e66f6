"""Tests of `wizard/records`."""
