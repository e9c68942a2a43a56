"""案卷体检: runs of the file check, what people answer to its findings, patterns across files."""
