"""What the kinds of fault are called on the pages."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "bad_date": "日期有误",
    "no_party": "没有当事人",
    "bad_id": "证件号码有误",
    "lost_digits": "证件号码丢失末位",
    "duplicate": "案号重复",
    "unknown_town_field": "不是本区镇街",
    "other_body": "其他单位的行",
    "not_an_amount": "金额有误",
    "town_mismatch": "镇街与案号不符",
    "missing": "缺少必填项",
    "unknown_field": "领域有误",
    "unknown_procedure": "程序有误",
    "decision_before_filing": "决定早于立案",
    "not_stored": "未能保存",
}
