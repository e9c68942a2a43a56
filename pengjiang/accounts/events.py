"""What happens to people, organisations and sign-ins; all of it for the audit page."""

from pengjiang.events.types import Audience, event_type

S = Audience.SECURITY
event_type("accounts.signed_in", "登录系统", audience=S)
event_type("accounts.signed_out", "退出系统", audience=S)
event_type("accounts.sign_in_failed", "登录失败（登录名{username}）：{reason}", audience=S)
event_type("accounts.locked_out", "登录名{username}连续失败，已锁定", audience=S)
event_type("accounts.unlocked", "解除登录名{username}的锁定", audience=S)
event_type("accounts.password_changed", "修改密码", audience=S)
event_type("accounts.password_reset", "重置{name}的密码", audience=S)
event_type("accounts.second_factor_enabled", "启用动态口令", audience=S)
event_type("accounts.second_factor_removed", "移除{name}的动态口令", audience=S)
event_type("accounts.user_created", "新增人员{name}", audience=S)
event_type("accounts.user_changed", "修改人员{name}", audience=S)
event_type("accounts.user_disabled", "停用人员{name}", audience=S)
event_type("accounts.user_enabled", "启用人员{name}", audience=S)
event_type("accounts.organisation_created", "新增单位{name}", audience=S)
event_type("accounts.organisation_changed", "修改单位{name}", audience=S)
event_type("accounts.role_granted", "授予{name}“{role}”（自{since}）", audience=S)
event_type("accounts.role_ended", "终止{name}的“{role}”（至{until}）", audience=S)
event_type("accounts.role_security_changed", "角色“{role}”的动态口令要求改为：{required}", audience=S)
event_type("accounts.delegation_given", "{principal}委托{delegate}代办（{since}至{until}）：{reason}", audience=S)
event_type("accounts.delegation_ended", "终止{principal}对{delegate}的委托", audience=S)
event_type("accounts.standing_in_begun", "开始代{principal}办理", audience=S)
