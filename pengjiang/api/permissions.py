"""Who looks after the doors to other systems."""

from pengjiang.access.declare import Permission


class ApiPermission(Permission):
    """One for all of it: clients, their tokens, what is pushed to them."""

    CLIENTS = "api.clients", "管理接口客户端"
