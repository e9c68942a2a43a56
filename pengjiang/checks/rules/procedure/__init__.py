"""程序: from filing to enforcement, one module for each stretch of the way."""
