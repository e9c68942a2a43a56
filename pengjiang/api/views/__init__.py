"""Pages of the system administrator about who calls from outside."""
