# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sandbox's command line."""

import argparse
import sys

from . import Sandbox
from .schema import SchemaMissing, load, schema_folder
from .server import SandboxServer
from .shops import shop_named
from .throttle import RESTORE_RATES
from .tokens import CLIENT_ID, CLIENT_SECRET, PERMANENT_TOKEN
from .versions import SUPPORTED


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is the result."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except SchemaMissing as error:
        print(error, file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(prog="shopify_sandbox", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve a shop over HTTP on 127.0.0.1")
    serve.add_argument("--port", type=int, default=8990, help="0 takes a free one")
    serve.add_argument(
        "--shop", default="demo", help="demo, generated, recorded, or a folder of recorded answers"
    )
    serve.add_argument("--orders", type=int, help="how many orders the demo shop has")
    serve.add_argument(
        "--customers", type=int, help="how many customers, without orders, a generated shop has"
    )
    serve.add_argument(
        "--products", type=int, help="how many products, without orders, a generated shop has"
    )
    serve.add_argument(
        "--variants", type=int, default=10, help="how many variants each of these products has"
    )
    serve.add_argument("--plan", default="Basic", choices=[*RESTORE_RATES, "Unlimited"])
    serve.add_argument(
        "--bulk-seconds", type=float, default=1.0, help="how long a bulk operation takes at least"
    )
    serve.add_argument(
        "--privacy-address", help="where requests of privacy law are posted, as the app has it"
    )
    serve.set_defaults(run=_serve)
    path = commands.add_parser("schema-path", help="where Shopify's schema files are looked for")
    path.set_defaults(run=_schema_path)
    return parser


def _serve(options) -> int:
    load(SUPPORTED[-1])
    try:
        shop = shop_named(
            options.shop, options.orders, options.customers, options.products, options.variants
        )
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    sandbox = Sandbox(shop, plan=options.plan, bulk_seconds=options.bulk_seconds)
    sandbox.webhooks.privacy_address = options.privacy_address
    server = SandboxServer(sandbox, options.port)
    print(
        f"{shop.profile.get('name')} ({sandbox.domain}) at {server.address}\n"
        f"  client id {CLIENT_ID}, client secret {CLIENT_SECRET}\n"
        f"  permanent token {PERMANENT_TOKEN}",
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _schema_path(options) -> int:
    print(schema_folder())
    return 0
