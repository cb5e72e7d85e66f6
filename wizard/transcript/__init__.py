"""The record of one walk, in every form in which it leaves the program."""
