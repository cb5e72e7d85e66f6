"""The house itself: who imports whom, and what stands where."""
