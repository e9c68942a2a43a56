"""Menu entry of the system administrator."""

from pengjiang.api.permissions import ApiPermission
from pengjiang.web.menu import MenuItem, add

add(MenuItem("console-clients", "接口客户端", "api:clients", group="系统管理", icon="key", permission=ApiPermission.CLIENTS, order=70))
add(MenuItem("api-reader", "数据接口说明", "api-reader:start", group="统计与依据", icon="book", order=90))
