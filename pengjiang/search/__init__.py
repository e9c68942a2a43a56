"""One search table of Chinese bigrams with scope columns."""
