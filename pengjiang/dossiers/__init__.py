"""执法案卷: the towns' register that cases, reviews and disputes speak about."""
