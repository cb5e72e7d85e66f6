"""The workshop: decks of cards, a room's votes and place as a log on disk, its report, its page, the quiz.

May import what stands below the forms, and nothing of a front end. Start at `session`.
"""
