"""Tests of `wizard/walk`."""
