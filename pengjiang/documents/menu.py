"""Menu entries for those who keep numbers and texts in order."""

from pengjiang.documents.permissions import DocumentPermission as P
from pengjiang.web.menu import MenuItem, add

add(
    MenuItem("document-numbers", "文号方案", "documents:schemes", group="系统管理", icon="number", permission=P.MANAGE_NUMBERS, order=70),
    MenuItem("document-settings", "文书设置", "documents:types", group="系统管理", icon="gear", permission=P.MANAGE_TEXTS, order=75),
)
