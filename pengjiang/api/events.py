"""What happens at the doors to other systems; all of it for the audit page."""

from pengjiang.events.types import Audience, event_type

S = Audience.SECURITY
event_type("api.called", "接口调用：{method} {path}（{status}，{caller}）", audience=S)
event_type("api.turned_away", "拒绝接口调用：{method} {path}，{reason}", audience=S)
event_type("api.client_created", "新增接口客户端{client}（责任人{person}）：{scopes}", audience=S)
event_type("api.client_changed", "修改接口客户端{client}", audience=S)
event_type("api.client_enabled", "启用接口客户端{client}", audience=S)
event_type("api.client_disabled", "停用接口客户端{client}", audience=S)
event_type("api.token_issued", "为接口客户端{client}签发令牌（尾号{hint}，至{until}）", audience=S)
event_type("api.token_revoked", "吊销接口客户端{client}的令牌（尾号{hint}）", audience=S)
event_type("api.token_ending", "接口客户端{client}的令牌（尾号{hint}）将于{until}到期", audience=S)
event_type("api.hook_created", "为接口客户端{client}新增推送地址{url}", audience=S)
event_type("api.hook_changed", "修改接口客户端{client}的推送地址{url}", audience=S)
event_type("api.hook_secret_renewed", "更换接口客户端{client}推送地址{url}的签名密钥", audience=S)
event_type("api.hook_removed", "删除接口客户端{client}的推送地址{url}", audience=S)
event_type("api.hook_tested", "向接口客户端{client}的推送地址{url}试发", audience=S)
event_type("api.delivery_retried", "重新推送（{url}，推送编号{uid}）", audience=S)
