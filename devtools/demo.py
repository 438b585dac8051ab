# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev demo``: the sandbox, Odoo beside it, and the first orders brought over."""

import argparse
import os
import subprocess
import time
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .console import DevError, say, step
from .databases import Databases, hash_of_addon
from .environment import Environment, environment
from .locks import locked
from .paths import cache_folder, own_addons, short_hash
from .ports import HERE, answers, free_port, listens, wait_for
from .processes import end, excerpt, start

DATABASE = "shopify_demo"
ODOO_PORT = 8069
SANDBOX_PORT = 8990
JOB = Path(__file__).with_name("demo_job.py")
LOGIN = "admin"
# Scheduled actions of other modules that would reach services or people outside of this machine.
CALLING_OUT = (
    ("digest", "ir_cron_digest_scheduler_action"),
    ("mail", "ir_cron_mail_scheduler_action"),
    ("mail", "ir_cron_module_update_notification"),
    ("sms", "ir_cron_sms_scheduler_action"),
    ("snailmail", "snailmail_print"),
)


def run(options: argparse.Namespace) -> None:
    """Start everything, do the main job, and stay until Ctrl-C (or end, with ``--exit``)."""
    with locked("demo"), environment() as env:
        databases = Databases(env)
        prepare_database(databases, options.fresh)
        sandbox_port = free_port(SANDBOX_PORT)
        odoo_port = options.port or free_port(ODOO_PORT)
        env.variables["SHOPIFY_SANDBOX_ADDRESS"] = f"{HERE}:{sandbox_port}"
        with (
            _sandbox(env, sandbox_port, options.orders) as sandbox,
            _odoo(env, odoo_port) as odoo,
        ):
            _main_job(env)
            _tell(odoo_port)
            if not options.exit:
                _stay([sandbox, odoo], odoo_port)


def prepare_database(databases: Databases, fresh: bool) -> None:
    """Make the demo database, or bring it up to date with the addons' files."""
    state = f"demo {short_hash(*map(hash_of_addon, own_addons()))}"
    if fresh or not databases.names("demo"):
        databases.addon_template()
        with step("making the demo database"):
            databases.create(DATABASE, state)
    elif DATABASE not in databases.names(state):
        names = ",".join(addon.name for addon in own_addons())
        with step("updating the demo database") as tell:
            databases.run_odoo(DATABASE, "-u", names, "-i", names, tell=tell)
        databases.mark(DATABASE, state)
    pairs = ", ".join(f"('{module}', '{name}')" for module, name in CALLING_OUT)
    databases.sql(
        "UPDATE ir_cron SET active = false FROM ir_model_data AS data WHERE data.model = 'ir.cron' "
        f"AND data.res_id = ir_cron.id AND (data.module, data.name) IN ({pairs})",
        DATABASE,
    )


@contextmanager
def _sandbox(env: Environment, port: int, orders: int) -> Iterator[subprocess.Popen]:
    command = [str(env.python), "-m", "shopify_sandbox", "serve", "--port", str(port)]
    command += ["--shop", "demo", "--orders", str(orders)]
    with _background(command, env, "sandbox") as (child, check):
        with step("starting the sandbox, a Shopify of one's own"):
            wait_for(lambda: listens(port), check)
        yield child


@contextmanager
def _odoo(env: Environment, port: int) -> Iterator[subprocess.Popen]:
    command = env.odoo_command(
        *("-d", DATABASE, f"--db-filter=^{DATABASE}$", "--no-database-list"),
        *(f"--http-port={port}", "--max-cron-threads=2", "--log-level=warn"),
    )
    with _background(command, env, "odoo-demo") as (child, check):
        with step("starting Odoo"):
            wait_for(lambda: answers(port, "/web/health"), check)
        yield child


@contextmanager
def _background(command: Sequence[str], env: Environment, name: str):
    """Run a server for the time of the block.

    :return: its process, and a function that raises if it has ended
    """
    log = cache_folder() / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as file:
        child = start(command, env=env.variables, stdout=file, stderr=subprocess.STDOUT)

    def check() -> None:
        if child.poll() is not None:
            last = excerpt(log.read_text(errors="replace").splitlines())
            raise DevError(f"{name} has ended by itself, its log is {log}:\n{last}")

    try:
        yield child, check
    finally:
        end(child)


def _main_job(env: Environment) -> None:
    """Connect the shop, import its orders and customers, as a user would; see demo_job.py."""
    command = env.odoo_command("shell", "-d", DATABASE, "--no-http", "--log-level=error")
    log = cache_folder() / "logs" / "demo-job.log"
    say("• connecting the shop, importing products, images, orders and customers …")
    with JOB.open() as script, log.open("w") as file:
        child = start(command, env=env.variables, stdin=script, stderr=file)
        try:
            status = child.wait()
        finally:
            end(child)
    if status:
        last = excerpt(log.read_text(errors="replace").splitlines())
        raise DevError(f"the demo's main job failed, its log is {log}:\n{last}")


def _tell(port: int) -> None:
    print(
        f"Odoo: http://{HERE}:{port}/odoo  login: {LOGIN}  password: {LOGIN}  then click: Shopify",
        flush=True,
    )


def _stay(children: Sequence[subprocess.Popen], port: int) -> None:
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(f"http://{HERE}:{port}/odoo")
    say("Ctrl-C ends everything.")
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    raise DevError(f"a server has ended by itself; the logs are in {cache_folder() / 'logs'}")
