# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: credit notes, their payments and the received goods, made with Odoo's ORM.

``python -m bench.native_refunds DATABASE FILE BATCH [COUNT]``

It works on the invoices and deliveries that the connector's side starts from. Goods come back by
Odoo's own wizard, and all of a batch are received at once.
"""

import json
import sys

from odoo.fields import Command

from bench.native_batches import make_in_batches, measure_native, quiet


class NativeRefunds:
    """Makes the records, a batch at a time.

    :param data: from ``bench.native_data_refunds``
    """

    filled_tables = (
        "account_move, account_move_line, account_payment, account_partial_reconcile, "
        "stock_picking, stock_move, stock_move_line"
    )

    def __init__(self, env, data: dict) -> None:
        self.env = quiet(env)
        self.refunds = data["refunds"]
        payment = self.env["account.payment"].new({"company_id": self.env.company.id})
        self.outstanding = payment._get_outstanding_account("outbound")

    def make(self, batch: int) -> None:
        """Make everything, and commit each batch."""
        make_in_batches(self.env, self.refunds, batch, self.filled_tables, self.make_batch)

    def make_batch(self, refunds: list[dict]) -> None:
        """Credit, pay back and receive what a batch says."""
        notes = self.env["account.move"].create([self.note_values(one) for one in refunds])
        notes.action_post()
        self.pay_back(notes, refunds)
        self.receive(refunds)

    def note_values(self, refund: dict) -> dict:
        """:return: the values of a credit note with its lines"""
        return {
            **refund["note"],
            "move_type": "out_refund",
            "reversed_entry_id": refund["invoice"],
            "invoice_payment_term_id": False,
            "invoice_line_ids": [Command.create(_line_values(line)) for line in refund["lines"]],
        }

    def pay_back(self, notes, refunds: list[dict]) -> None:
        """Make the outgoing payments, and reconcile each with its credit note."""
        receivable = [
            note.line_ids.filtered(lambda line: line.display_type == "payment_term")
            for note in notes
        ]
        payments = (
            self.env["account.payment"]
            .with_context(skip_invoice_sync=True)
            .create(
                [
                    {
                        **refund["payment"],
                        "payment_type": "outbound",
                        "partner_type": "customer",
                        "partner_id": note.commercial_partner_id.id,
                        "destination_account_id": lines.account_id.id,
                        "outstanding_account_id": self.outstanding.id,
                    }
                    for note, lines, refund in zip(notes, receivable, refunds, strict=True)
                ]
            )
        )
        payments.action_post()
        self.env["account.move.line"]._reconcile_plan(
            [
                lines + payment.move_id.line_ids.filtered(lambda line: line.debit)
                for payment, lines in zip(payments, receivable, strict=True)
            ]
        )

    def receive(self, refunds: list[dict]) -> None:
        """Make the returns by Odoo's wizard, and receive them."""
        returned = [dict(refund["moves"]) for refund in refunds]
        pickings = [self.env["stock.move"].browse(moves).picking_id for moves in returned]
        wizards = self.env["stock.return.picking"].create(
            [{"picking_id": picking.id} for picking in pickings]
        )
        backs = self.env["stock.picking"]
        for wizard, moves in zip(wizards, returned, strict=True):
            for line in wizard.product_return_moves:
                line.quantity = moves.get(line.move_id.id, 0)
            backs |= wizard._create_return()
        backs.move_ids.to_refund = True
        for move in backs.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        backs.with_context(skip_backorder=True, skip_sms=True).button_validate()


def _line_values(line: dict) -> dict:
    values = {name: line[name] for name in line if name not in ("taxes", "sales")}
    return {
        **values,
        "tax_ids": [Command.set(line["taxes"])],
        "sale_line_ids": [Command.set(line["sales"])],
    }


if __name__ == "__main__":
    print(json.dumps(measure_native(NativeRefunds, "refunds", *sys.argv[1:])))
