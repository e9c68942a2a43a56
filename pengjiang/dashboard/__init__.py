"""To-dos, tiles and the month of limits that the apps register; the home page."""
