"""Tests of `wizard/plain`."""
