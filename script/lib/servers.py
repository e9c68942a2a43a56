"""The servers of script/up: those named in the environment, or private ones."""

from __future__ import annotations

import os

from pengjiang.settings import env
from script.lib.folders import check_space, own_folder
from script.lib.postgres import Cluster
from script.lib.redis_server import RedisServer
from script.lib.say import say

DATABASE = "pengjiang"


class Servers:
    """Starts what no address in the environment names; stops what it started, or found running from an earlier start."""

    def __init__(self) -> None:
        self.cluster: Cluster | None = None
        self.redis: RedisServer | None = None

    def start(self) -> None:
        check_space()
        if not os.environ.get("DATABASE_URL"):
            self.cluster = Cluster()
            self.cluster.start()
            self.cluster.make_database(DATABASE)
            say(f"数据库：PostgreSQL {self.cluster.binaries.major}，数据在 {self.cluster.data}")
        if not os.environ.get("REDIS_URL"):
            own_folder(env.socket_folder(), user=self.cluster.user.pw_uid if self.cluster else None)
            self.redis = RedisServer(folder=env.VAR / "redis", socket_path=env.socket_folder() / "redis.sock")
            self.redis.start()

    def stop(self) -> None:
        if self.redis:
            self.redis.stop()
        if self.cluster:
            self.cluster.stop()
