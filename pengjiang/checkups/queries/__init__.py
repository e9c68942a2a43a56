"""Reading checks for pages."""
