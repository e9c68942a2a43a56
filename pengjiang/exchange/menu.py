"""Menu entry of those who take a unit's data along."""

from pengjiang.exchange.permissions import ExchangePermission
from pengjiang.web.menu import MenuItem, add

add(MenuItem("unit-export", "单位数据导出", "exchange:units", group="统计与依据", icon="download", permission=ExchangePermission.UNIT_VIEW, order=90))
