"""行政争议联合化解: the joint station where disputes are settled."""
