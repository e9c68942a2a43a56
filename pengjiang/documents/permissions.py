"""Who keeps numbers, standing texts and failed papers in order. Reading a paper follows from seeing its object."""

from pengjiang.access import Permission


class DocumentPermission(Permission):
    """Held by clerks and the system administrator."""

    RETRY = "documents.retry", "重新生成文书"
    MANAGE_TEXTS = "documents.manage_texts", "维护文书用语、信头和联系方式"
    MANAGE_NUMBERS = "documents.manage_numbers", "维护文号方案"
