"""Where events may be pushed to: the intranet, or the hosts that settings name; never ourselves, never a cloud's own services.

A name is resolved once for each push and the connection goes to the very address that was judged, so that a name which answers
differently the second time leads nowhere else.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from requests import PreparedRequest, Session
from requests.adapters import HTTPAdapter

from pengjiang.common.errors import DomainError

INTRANET = [ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")]
# Where clouds keep what only their machines may know; some of them inside the ranges above.
METADATA = [ip_address(text) for text in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")]
PORTS = {"http": 80, "https": 443}
Address = IPv4Address | IPv6Address


def check_address(url: str) -> str:
    """The IP address that ``url`` leads to. Raises ``DomainError`` where nothing may be pushed to it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused("地址的写法不对，例如 https://10.12.3.4/hooks/pengjiang。") from error
    if parts.scheme not in PORTS or not host:
        raise _refused("地址须以 http:// 或 https:// 开头，写明主机，例如 https://10.12.3.4/hooks/pengjiang。")
    if parts.username or parts.password or parts.fragment:
        raise _refused("地址中不能带账号、口令或者“#”；对方凭签名辨认推送。")
    if settings.WEBHOOK_HOSTS and host not in settings.WEBHOOK_HOSTS:
        raise _refused(f"主机“{host}”不在允许推送的名单内，请由系统运维人员加入后再登记。")
    found = _resolve(host, port or PORTS[parts.scheme])
    for address in found:
        _judge(host, address)
    return str(found[0])


def _resolve(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refused(f"找不到主机“{host}”，请核对名称，或者直接写内网 IP 地址。") from error
    return [ip_address(row[4][0].partition("%")[0]) for row in rows]


def _judge(host: str, address: Address) -> None:
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_loopback and settings.DEMO:
        return
    if plain.is_loopback or plain.is_unspecified:
        raise _refused(f"“{host}”是本系统所在的机器自身，不能作为推送地址。")
    if plain.is_link_local or plain.is_multicast or plain in METADATA:
        raise _refused(f"“{host}”是链路本地或者云平台内部的地址，不能作为推送地址。")
    if not settings.WEBHOOK_HOSTS and not any(plain in network for network in INTRANET):
        raise _refused(f"“{host}”不在内网地址段（10、172.16至172.31、192.168 开头）内，不能推送到外网。")


def _refused(text: str) -> DomainError:
    return DomainError(text, field="url")


class JudgedAdapter(HTTPAdapter):
    """Connects to the address that was judged; name and certificate are still those of the URL's host."""

    def get_connection_with_tls_context(self, request: PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None) -> Any:
        host_params, pool_kwargs = self.build_connection_pool_key_attributes(request, verify, cert)
        address = check_address(request.url)
        if host_params["scheme"] == "https":
            pool_kwargs |= {"server_hostname": host_params["host"], "assert_hostname": host_params["host"]}
        request.headers["Host"] = urlsplit(request.url).netloc
        return self.poolmanager.connection_from_host(**{**host_params, "host": address}, pool_kwargs=pool_kwargs)


def session() -> Session:
    """One that knows no proxies, no passwords kept elsewhere, and no way round the judgement."""
    made = Session()
    made.trust_env = False
    made.mount("http://", JudgedAdapter())
    made.mount("https://", JudgedAdapter())
    return made
