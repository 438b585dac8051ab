# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's languages and translations, as typed objects."""

from collections.abc import Iterable, Iterator
from itertools import islice

from . import documents
from .objects.translation import ProductOptions, ShopLocale, TranslatableResource
from .typed_pages import typed_pages

#: Texts in a request: their contents and translations cost about as much each.
RESOURCES_IN_A_REQUEST = 100
#: Shopify takes at most so many ids.
PRODUCTS_IN_A_REQUEST = 250
#: Shopify takes as many translations of one product, option or value.
TRANSLATIONS_IN_A_CALL = 100


class Translations:
    """The client's readers of translations; needs ``execute``, ``pages`` and ``nodes_by_ids``."""

    def shop_locales(self) -> list[ShopLocale]:
        """The shop's languages, also those that buyers don't see yet."""
        found = self.execute(documents.SHOP_LOCALES)["shopLocales"]
        return [ShopLocale.from_node(node) for node in found]

    def product_options(self, products: Iterable[str]) -> Iterator[list[ProductOptions]]:
        """The options of products by their gids; one that is gone is left out."""
        pages = self.nodes_by_ids(documents.PRODUCT_OPTIONS, products, PRODUCTS_IN_A_REQUEST)
        return typed_pages(pages, ProductOptions.from_node, None)

    def translatable_resources(
        self, resources: Iterable[str], locale: str, *, first: int = RESOURCES_IN_A_REQUEST
    ) -> Iterator[TranslatableResource]:
        """What can be translated of products, options and values, and what is.

        :param resources: their gids; one that is gone is left out
        :param locale: the language, such as ``de``
        """
        waiting = iter(dict.fromkeys(resources))
        while chunk := list(islice(waiting, RESOURCES_IN_A_REQUEST)):
            pages = self.pages(
                documents.TRANSLATABLE_RESOURCES,
                {"ids": chunk, "locale": locale},
                root="translatableResourcesByIds",
                first=first,
            )
            for page in typed_pages(pages, TranslatableResource.from_node, None):
                yield from page
