"""Tests of `wizard/transcript`."""
