"""Pages of the inbox and of what one follows."""
