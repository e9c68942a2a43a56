"""主体资格: who acts, with which power, and against whom."""
