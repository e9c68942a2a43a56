"""script/up and what it starts."""
