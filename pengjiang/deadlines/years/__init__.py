"""One TOML per year: the State Council's notice with its rest days and make-up workdays. See ``deadlines.calendar``."""
