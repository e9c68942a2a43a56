"""Entries of the side menu."""

from pengjiang.web import menu
from pengjiang.web.menu import MenuItem
from reviews.permissions import ReviewPermission as P

menu.add(
    MenuItem("rounds", "联合评查", "reviews:rounds", group="案卷与评查", icon="clipboard", permission=P.VIEW, order=40, phone=True, phone_label="评查"),
    MenuItem("review-tasks", "我的评查任务", "reviews:tasks", group="案卷与评查", icon="ruler", permission=P.SCORE, order=42),
    MenuItem("review-findings", "评查问题整改", "reviews:findings", group="案卷与评查", icon="rectify", permission=P.VIEW, order=44),
    MenuItem("review-statistics", "评查统计", "reviews:statistics", group="案卷与评查", icon="chart", permission=P.VIEW, order=46),
    MenuItem("rubrics", "评查标准", "reviews:rubrics", group="案卷与评查", icon="book", permission=P.VIEW, order=48),
)
