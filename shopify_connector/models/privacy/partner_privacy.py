# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Partners that nobody needs to know any more (C16)."""

from odoo import models
from odoo.fields import Domain

PERSONAL = (
    "company_name",
    "email",
    "phone",
    "website",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "vat",
    "ref",
    "function",
    "comment",
    "barcode",
    "image_1920",
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _shopify_anonymise(self, leaving):
        """Anonymise the partners, with their addresses, that nothing stands against.

        :param leaving: the ``shopify.customer`` records that go with them
        :return: (how many, list of sentences that say why the others were left)
        """
        obstacles = self._shopify_anonymise_obstacles(leaving)
        free = self - self.browse().union(*obstacles)
        roots = free._shopify_family_roots()
        family = self.browse(roots)
        family.contact_point_ids.unlink()
        family.message_ids.filtered(lambda note: note.message_type == "notification").unlink()
        family.write(dict.fromkeys(self._shopify_personal_fields(), False))
        for partner in family:
            partner.name = self.env._("Anonymised partner %s", roots[partner.id].id)
        return len(free), list(obstacles.values())

    def _shopify_personal_fields(self):
        """Return the names of the fields that say something of a person, besides the name."""
        return tuple(name for name in PERSONAL if name in self._fields)

    def _shopify_anonymise_obstacles(self, leaving):
        """Say which of the partners have to keep their data, and why.

        :param leaving: the ``shopify.customer`` records that go with them
        :return: dict of sentence by partner
        """
        roots = self._shopify_family_roots()
        found = {}
        for partners, text in (
            self._shopify_posted(list(roots)),
            *self._shopify_open_orders(list(roots)),
            *self._shopify_open_transfers(list(roots)),
            *self._shopify_other_persons(list(roots), leaving),
        ):
            for partner in partners:
                if root := roots.get(partner.id):
                    found.setdefault(
                        root,
                        self.env._("%(partner)s stays: %(why)s", partner=root.name, why=text),
                    )
        return found

    def _shopify_posted(self, family):
        lines = self.env["account.move.line"]._read_group(
            [("partner_id", "in", family), ("parent_state", "=", "posted")], ["partner_id"]
        )
        shipped = self.env["account.move"]._read_group(
            [("partner_shipping_id", "in", family), ("state", "=", "posted")],
            ["partner_shipping_id"],
        )
        partners = self.browse().union(*(partner for (partner,) in (*lines, *shipped)))
        return partners, self.env._("posted documents name it.")

    def _shopify_open_orders(self, family):
        places = ("partner_id", "partner_invoice_id", "partner_shipping_id")
        domain = Domain.OR(Domain(place, "in", family) for place in places)
        for order in self.env["sale.order"].search(domain).filtered(_is_open):
            partners = self.browse().union(*(order[place] for place in places))
            yield partners, self.env._("the order %s is still open.", order.name)

    def _shopify_open_transfers(self, family):
        domain = [("partner_id", "in", family), ("state", "not in", ("done", "cancel"))]
        for transfer in self.env["stock.picking"].search(domain):
            yield transfer.partner_id, self.env._("the transfer %s is still open.", transfer.name)

    def _shopify_other_persons(self, family, leaving):
        members = self.with_context(active_test=False).browse(family)
        yield members.user_ids.partner_id, self.env._("a user signs in with it.")
        contacts = members.filtered(lambda partner: partner.type == "contact") - self
        yield contacts, self.env._("it has other persons as contacts.")
        others = members.shopify_customer_ids.filtered(lambda one: not one.anonymised_at) - leaving
        yield others.partner_id, self.env._("another Shopify customer stands for it.")

    def _shopify_family_roots(self):
        """Return which of these partners each of them, their addresses and contacts belong to.

        :return: dict of partner by id, archived ones too
        """
        family = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
        roots = {}
        for member in family:
            root = member
            while root not in self:
                root = root.parent_id
            roots[member.id] = root
        return roots


def _is_open(order):
    """Tell whether something is still to be done about a sale order."""
    if order.state == "sale":
        return order.invoice_status == "to invoice" or any(
            picking.state not in ("done", "cancel") for picking in order.picking_ids
        )
    return order.state in ("draft", "sent")
