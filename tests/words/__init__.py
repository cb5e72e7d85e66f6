"""Tests of `wizard/words`."""
