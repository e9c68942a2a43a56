"""Addresses that are neither an object of the rooms nor an act of a page."""

from pengjiang.api.routes import route
from pengjiang.api.views.account import Account

route("account/", Account)
