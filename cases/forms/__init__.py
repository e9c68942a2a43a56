"""What people fill in; the services judge."""
