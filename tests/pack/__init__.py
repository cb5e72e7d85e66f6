"""Tests of `wizard/pack`."""
