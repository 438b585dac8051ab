# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sandbox as a process of its own, reached over HTTP."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.processes import end, start

ADDRESS = re.compile(r" at http://(\S+)$")
TICKS = os.sysconf("SC_CLK_TCK")


class SandboxProcess:
    """A running sandbox.

    :ivar address: host and port, as ``SHOPIFY_SANDBOX_ADDRESS`` and a shop's domain take it
    """

    def __init__(self, child: subprocess.Popen, address: str) -> None:
        self._child = child
        self.address = address

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a process whose shops are this sandbox's."""
        return {"SHOPIFY_SANDBOX_ADDRESS": self.address}

    def statistics(self) -> dict:
        """:return: what it has received so far: ``requests``, ``cost_points``, ``faults`` …"""
        return self._control("statistics")

    def reset(self) -> None:
        """Let it forget statistics, faults and charged points; its shop stays as it is."""
        self._control("reset", {})

    def fail_at_random(self, rate: float, seed: int, **options) -> None:
        """Let requests go wrong.

        :param rate: share of the requests, 0.2 being one in five
        :param options: ``kinds`` and ``seconds`` of ``shopify_sandbox.faults.Faults.at_random``
        """
        self._control("faults", {"random": {"rate": rate, "seed": seed, **options}})

    def act_on_products(self, **act) -> None:
        """Change a product by hand.

        :param act: such as ``do="stock"``, with what it acts on (``shopify_sandbox.product_clerk``)
        """
        self._control("products", act)

    def act_on_orders(self, **act) -> None:
        """Change an order by hand.

        :param act: such as ``do="refund"``, with what it acts on (``shopify_sandbox.order_clerk``)
        """
        self._control("orders", act)

    def cpu_seconds(self) -> float:
        """:return: the processor time it has used so far"""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _control(self, name: str, content: dict | None = None) -> dict:
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"http://{self.address}/__sandbox__/{name}", body)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def sandbox_process(
    shop: str,
    orders: int | None = None,
    plan: str = "Plus",
    customers: int | None = None,
    products: int | None = None,
) -> Iterator[SandboxProcess]:
    """Run a sandbox on a free port for the time of the block.

    :param shop: demo, generated, recorded, or a folder of recorded answers
    :param orders: how many orders a made-up shop has; None: its own number
    :param customers: how many customers without orders a generated shop has, instead of orders
    :param products: how many products, of ten variants each, it has instead of both
    :raises RuntimeError: it did not start
    """
    command = [sys.executable, "-m", "shopify_sandbox", "serve", "--port", "0"]
    command += ["--shop", shop, "--plan", plan]
    if orders is not None:
        command += ["--orders", str(orders)]
    if customers is not None:
        command += ["--customers", str(customers)]
    if products is not None:
        command += ["--products", str(products)]
    child = start(command, stdout=subprocess.PIPE)
    try:
        first = child.stdout.readline()
        found = ADDRESS.search(first.rstrip())
        if not found:
            raise RuntimeError(f"the sandbox did not start: {first}")
        yield SandboxProcess(child, found[1])
    finally:
        end(child)
        child.stdout.close()
