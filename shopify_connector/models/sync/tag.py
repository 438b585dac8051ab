# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.tools import SQL


class ShopifyTag(models.AbstractModel):
    """A tag that Shopify knows by its name alone; all shops of a company share it."""

    _name = "shopify.tag"
    _description = "Shopify tag"
    _order = "name"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    color = fields.Integer()

    _name_uniq = models.UniqueIndex("(company_id, name)", "This tag is there already.")

    @api.model
    def _ids_by_name(self, company, names):
        """Find tags, or make them.

        :param company: the company that they belong to
        :param set names: Shopify's tags
        :return: dict of id by name
        """
        found = self._known_ids(company, names)
        if missing := sorted(set(names) - set(found)):
            found.update(self._make(company, missing))
        return found

    @api.model
    def _known_ids(self, company, names):
        """Find tags; arguments as for :meth:`_ids_by_name`.

        :return: dict of id by name, of those that are there
        """
        if not names:
            return {}
        domain = [("company_id", "=", company.id), ("name", "in", list(names))]
        return {tag.name: tag.id for tag in self.search_fetch(domain, ["name"])}

    @api.model
    def _make(self, company, names):
        # Another worker that makes the same tag just now lets this one start again, not fail.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s
                    (company_id, name, create_uid, write_uid, create_date, write_date)
                SELECT %(company)s, name, %(uid)s, %(uid)s, %(now)s, %(now)s
                FROM unnest(%(names)s) AS name
                ON CONFLICT (company_id, name) DO NOTHING
                RETURNING name, id
                """,
                table=SQL.identifier(self._table),
                company=company.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
                names=names,
            ),
            log_exceptions=False,
        )
        return dict(self.env.cr.fetchall())
