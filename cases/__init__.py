"""线索移送, 监督案件, 检察建议, 整改, 送达: the procurator's work with the towns."""
