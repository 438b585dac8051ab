# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Free ports and answering servers on this machine."""

import http.client
import socket
import time
from collections.abc import Callable

from .console import DevError

HERE = "127.0.0.1"


def is_free(port: int) -> bool:
    """:return: whether a server could listen on the port"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError:
            return False
    return True


def free_port(wanted: int, tries: int = 50) -> int:
    """:return: the first free port from the wanted one on"""
    for port in range(wanted, wanted + tries):
        if is_free(port):
            return port
    raise DevError(f"none of the ports {wanted} to {wanted + tries - 1} is free")


def listens(port: int) -> bool:
    """:return: whether a server accepts connections on the port"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HERE, port)) == 0


def answers(port: int, path: str) -> bool:
    """:return: whether a server answers the path with 200"""
    connection = http.client.HTTPConnection(HERE, port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for(ready: Callable[[], bool], check: Callable[[], None], seconds: float = 180) -> None:
    """Wait until something is ready.

    :param check: is called meanwhile, and raises if it never will be
    """
    until = time.monotonic() + seconds
    while not ready():
        check()
        if time.monotonic() > until:
            raise DevError(f"a server did not answer within {seconds:.0f} seconds")
        time.sleep(0.1)
