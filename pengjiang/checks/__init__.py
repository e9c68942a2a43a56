"""案卷体检: the dossier format, rules with citations and dates, the runner. Pure Python."""
