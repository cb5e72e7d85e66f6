"""The graph of questions: what a tree file holds, how it is read, checked and explored."""
