# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the shop ships to (C8)."""

from . import documents
from .errors import AccessDenied
from .objects.shipping import DeliveryProfile, ShippingCountries, ShippingCountry

PROFILE_PAGE = 25


class Shipping:
    """The client's reader of shipping zones; needs ``execute``, ``pages`` and ``shop``."""

    def shipping_countries(self) -> ShippingCountries:
        """The countries that the shop ships to, with provinces (C8).

        Those of all zones of all delivery profiles, and those that the shop itself names. Without
        the access scope ``read_shipping`` only the latter, as codes.
        """
        codes = self.shop().ships_to_countries
        try:
            zones = self._zone_countries()
        except AccessDenied:
            zones = None
        return ShippingCountries.united(zones, codes)

    def _zone_countries(self) -> list[ShippingCountry]:
        pages = self.pages(documents.DELIVERY_PROFILES, root="deliveryProfiles", first=PROFILE_PAGE)
        profiles = (DeliveryProfile.from_node(node) for page in pages for node in page)
        return [country for profile in profiles for country in profile.countries]
