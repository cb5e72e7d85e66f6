"""Text from files that knows where it stood: YAML, typed fields, problems with their place, nearest
words, and reading and writing files. It may import nothing of the other rooms. Start with `problems`,
then `fields`.
"""
