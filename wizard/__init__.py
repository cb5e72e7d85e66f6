"""A guided-decision wizard: trees of closed questions that end at cited outcomes."""

__version__ = "0.1.0"
