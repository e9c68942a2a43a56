"""Base views: every page of every app is one of these with a few attributes. See ``pengjiang.web``."""
