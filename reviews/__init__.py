"""联合案卷评查: the quarterly joint review of files by procuratorate and judicial bureau."""
