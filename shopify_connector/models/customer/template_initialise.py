# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""*Initialise*: templates and tax areas of the places that a shop ships to (C8)."""

from dataclasses import asdict, dataclass, field

from odoo import models

SHIPPING_SCOPE = "read_shipping"


@dataclass(slots=True)
class Added:
    """What *Initialise* did for a shop; places by their codes in Shopify.

    :ivar without_state: the added provinces that Odoo has no state for, such as ``JP-99``
    :ivar unknown_countries: those left out, as Odoo does not know them
    :ivar has_provinces: Shopify told the provinces, which takes an access scope of its own
    """

    has_provinces: bool
    countries: list[str] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    without_state: list[str] = field(default_factory=list)
    unknown_countries: list[str] = field(default_factory=list)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === PUBLIC METHODS === #

    def shopify_initialise_templates(self):
        """Make the templates and tax areas that are missing (C8). For managers.

        There is one for each country and province that the shops ship to. What is there already
        stays as it is; a second call adds nothing.

        :return: list of dicts, one a shop: ``{"shop_id", "countries", "provinces",
            "without_state", "unknown_countries", "has_provinces"}``, lists of codes such as ``CA``
            and ``CA-ON``: what was added, which of these provinces Odoo has no state for, and
            which countries were left out as Odoo does not know them; and whether Shopify told the
            provinces at all
        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        self._check_manager()
        return [{"shop_id": shop.id, **asdict(shop._initialise_templates())} for shop in self]

    # === ACTIONS === #

    def action_initialise_templates(self):
        """Make the missing templates and tax areas of the shop and say which they are.

        :return: a notification
        """
        self.ensure_one()
        self._check_manager()
        added = self._initialise_templates()
        troubles = self._initialise_troubles(added)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if troubles else "success",
                "sticky": bool(troubles),
                "message": " ".join([self._initialise_summary(added), *troubles]),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _initialise_summary(self, added):
        if not added.countries and not added.provinces:
            return self.env._("Nothing to add: all places the shop ships to are there.")
        return self.env._(
            "Added: countries %(countries)s, provinces %(provinces)s.",
            countries=len(added.countries),
            provinces=len(added.provinces),
        )

    def _initialise_troubles(self, added):
        troubles = []
        if added.without_state:
            troubles.append(
                self.env._(
                    "Odoo has no state for %s: choose one in the template, or create it under "
                    "Contacts, Configuration, Fed. States.",
                    ", ".join(added.without_state),
                )
            )
        if added.unknown_countries:
            troubles.append(
                self.env._(
                    "Left out, as Odoo does not know these countries: %s. The shop's own defaults "
                    "apply there.",
                    ", ".join(added.unknown_countries),
                )
            )
        if not added.has_provinces:
            troubles.append(
                self.env._(
                    "Shopify did not tell the provinces: give the app the access scope %s and "
                    "initialise again.",
                    SHIPPING_SCOPE,
                )
            )
        return troubles

    # === BUSINESS METHODS === #

    def _initialise_templates(self):
        self.ensure_one()
        with self._asking_shopify() as client:
            shipping = client.shipping_countries()
        country = self.env["shopify.geography"]._country
        places = [(country(one.code), one) for one in shipping.countries]
        added = Added(shipping.has_provinces)
        added.unknown_countries = [one.code for record, one in places if not record]
        self._add_templates([record for record, _one in places if record], added)
        self._add_tax_areas([(record, one.provinces) for record, one in places if record], added)
        return added

    def _add_templates(self, countries, added):
        missing = [country for country in countries if not self._customer_template(country)]
        self.env["shopify.customer.template"].create(
            [{"shop_id": self.id, "country_id": country.id} for country in missing]
        )
        added.countries = [country.code for country in missing]

    def _add_tax_areas(self, places, added):
        vals_list, taken = [], set()
        for country, provinces in places:
            template = self._customer_template(country)
            for province in provinces:
                state = self._state_of_province(country, province.code, province.name)
                if self._tax_area(country, state, province.code):
                    continue
                # Of two provinces that one state stands for, only the first gets it.
                state = state.filtered(lambda state: state.id not in taken)
                taken.update(state.ids)
                vals_list.append(
                    {
                        "template_id": template.id,
                        "province_code": province.code,
                        "name": province.name,
                        "state_id": state.id,
                    }
                )
                place = f"{country.code}-{province.code}"
                added.provinces.append(place)
                if not state:
                    added.without_state.append(place)
        self.env["shopify.tax.area"].create(vals_list)
