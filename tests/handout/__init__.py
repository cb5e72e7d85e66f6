"""Tests of `wizard/handout`."""
