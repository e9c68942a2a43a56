"""What happens at the doors to other systems."""

from pengjiang.events.types import Audience, event_type

event_type("api.called", "接口调用：{method} {path}（{status}，{caller}）", audience=Audience.SECURITY)
