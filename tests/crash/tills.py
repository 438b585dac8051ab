# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tills that send customers, and jobs that take them over, in processes of their own.

``python tills.py DATABASE PLAN`` with the plan as JSON:

``customers``
    how many customers two tills have made, each under a GUID of its own: half as many as rows
``senders``
    how many processes send all of them, and an order of each, at the same time
``at_once``
    whether a customer may be made at once too, and not only by the job
``lives``
    how many steps each job lives until it is killed; a step is an SQL statement or one side of a
    commit. After them, a job runs to its end.
``jobs``
    how many jobs run at the same time as the senders

The last line of its output tells what is in the database then.
"""

import json
import mmap
import os
import struct
import sys
import uuid
from functools import partial

import odoo
from importer import Steps
from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

from bench.prepare_shop import prepare_company

ADMIN = 2
NAMESPACE = uuid.UUID("6f9034bb-faf8-4875-b216-dafb78982918")


def guid(*parts):
    return str(uuid.uuid5(NAMESPACE, "-".join(map(str, parts))))


def told(till, number):
    """Return what a till has made of a customer, who has been at the other one too."""
    return {
        "uuid": guid("customer", till, number),
        "name": f"Till customer {number}",
        "email": f"till{number}@shoppers.example" if number % 2 else "",
        "phone": "" if number % 2 else f"+3120{1000000 + number}",
        "address": {"street": f"Dam {number}", "city": "Amsterdam"},
    }


def order_of(env, session, sender, customer):
    product = env["product.product"].search([("name", "=", "Till mug")])
    return {
        "uuid": guid("order", sender, customer["uuid"]),
        "access_token": guid("token", sender, customer["uuid"]),
        "name": "/",
        "session_id": session.id,
        "state": "paid",
        "user_id": ADMIN,
        "partner_id": False,
        "pending_customer_uuid": customer["uuid"],
        "pending_customer": customer,
        "date_order": "2026-02-01 12:00:00",
        "amount_paid": 10.0,
        "amount_total": 10.0,
        "amount_tax": 0.0,
        "amount_return": 0.0,
        "sequence_number": 1,
        "to_invoice": False,
        "last_order_preparation_change": "{}",
        "lines": [
            Command.create(
                {
                    "uuid": guid("line", sender, customer["uuid"]),
                    "product_id": product.id,
                    "full_product_name": product.name,
                    "qty": 1,
                    "price_unit": 10.0,
                    "price_subtotal": 10.0,
                    "price_subtotal_incl": 10.0,
                    "discount": 0,
                    "tax_ids": [Command.clear()],
                }
            )
        ],
        "payment_ids": [
            Command.create(
                {
                    "uuid": guid("payment", sender, customer["uuid"]),
                    "payment_method_id": session.payment_method_ids[:1].id,
                    "amount": 10.0,
                    "name": "2026-02-01 12:00:00",
                }
            )
        ],
    }


def prepare(env):
    """Make two stores with an open session, and something to sell."""
    prepare_company(env)
    env["product.product"].create(
        {"name": "Till mug", "available_in_pos": True, "taxes_id": [Command.clear()]}
    )
    for name in ("One", "Two"):
        journal = env["account.journal"].create(
            {"name": f"Cash {name}", "type": "cash", "code": f"C{name}"}
        )
        cash = env["pos.payment.method"].create({"name": f"Cash {name}", "journal_id": journal.id})
        store = env["pos.config"].create(
            {"name": name, "payment_method_ids": [Command.set(cash.ids)]}
        )
        store.with_user(ADMIN).open_ui()
        store.current_session_id.set_opening_control(0, "")


def send(database, sender, customers, at_once):
    """Send each customer and sell to it, as an impatient till: at once, later, and both."""
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, ADMIN, {})
        store = env["pos.config"].search([("name", "in", ("One", "Two"))], order="id")[sender % 2]
        session = store.current_session_id
        for number in range(customers):
            customer = told(sender % 2, number)
            calls = [
                partial(store.sync_store_customers, [customer]),
                partial(store.create_store_customer, customer),
                partial(env["pos.order"].sync_from_ui, [order_of(env, session, sender, customer)]),
            ]
            if not at_once:
                calls.pop(1)
            first = number % len(calls)
            for call in calls[first:] + calls[:first]:
                retrying(call, env)
                cursor.commit()
                env.invalidate_all()


def job(database, life, total):
    """Run the scheduled job, until it has nothing to do or its life is over."""
    steps = Steps(life, total)
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        env["pos.pending.customer"]._cron_take_over()
        cursor.commit()
    steps.note()


def fork(work, *arguments):
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        work(*arguments)
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def wait(processes):
    """:return: how each of the processes has ended: 0 if well, else the signal or the status"""
    ends = [os.waitpid(process, 0)[1] for process in processes]
    return [os.WTERMSIG(end) if os.WIFSIGNALED(end) else end for end in ends]


def content(env):
    customers = env["pos.pending.customer"].search([])
    partners = env["res.partner"].search([("name", "=like", "Till customer %")])
    orders = env["pos.order"].search([("pending_customer_uuid", "!=", False)])
    right = {customer.uuid: customer.partner_id for customer in customers}
    return {
        "customers": len(customers),
        "states": sorted(set(customers.mapped("state"))),
        "errors": sorted({error for error in customers.mapped("error") if error}),
        "partners": len(partners),
        "names": len(set(partners.mapped("name"))),
        "orders": len(orders),
        "right_orders": sum(
            bool(order.partner_id) and order.partner_id == right[order.pending_customer_uuid]
            for order in orders
        ),
    }


def main(database, plan):
    """:return: what came of it"""
    config.parse_config(["-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    odoo.modules.initialize_sys_path()
    with Registry(database).cursor() as cursor:
        prepare(Environment(cursor, SUPERUSER_ID, {}))
    # Processes are forked after the registry is loaded, without an open connection.
    sql_db.close_all()
    total = mmap.mmap(-1, 8)
    senders = [
        fork(send, database, sender, plan["customers"], plan["at_once"])
        for sender in range(plan["senders"])
    ]
    jobs = [fork(job, database, None, total) for _job in range(plan["jobs"])]
    ended = wait(senders + jobs)
    killed = [wait([fork(job, database, life, total)])[0] for life in plan["lives"]]
    last = wait([fork(job, database, None, total)])
    with Registry(database).cursor() as cursor:
        return {
            "ended": ended + last,
            "killed": killed,
            "steps": struct.unpack("q", total[:8])[0],
            **content(Environment(cursor, SUPERUSER_ID, {})),
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
