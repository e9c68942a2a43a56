"""Writing at the doors: clients and tokens, addresses to push to, pushing."""
