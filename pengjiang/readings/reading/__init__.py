"""Papers as facts: pure, without framework or database.

``Paper.of(segments)`` puts words with their places into rows; ``read(paper)`` tells its kind and what it states, each with its words and page.
Better silent than wrong: what cannot be told from the words alone is left to the person who holds the paper.
"""
