"""Menu entry of the system administrator."""

from pengjiang.api.permissions import ApiPermission
from pengjiang.web.menu import MenuItem, add

add(MenuItem("console-clients", "接口客户端", "api:clients", group="系统管理", icon="key", permission=ApiPermission.CLIENTS, order=70))
