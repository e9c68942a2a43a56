"""送达程序: receipts, receivers, methods, days."""
