# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which templates and products are to be made for a batch of variants (P3, P4, P10)."""

from collections import defaultdict
from dataclasses import dataclass, field

from ...rules.product_creation import creation_codes
from ...rules.sku import SkuMapping
from ...rules.variant_match import comparable
from .product_index import read_variants
from .product_texts import ProductError


@dataclass
class PlannedProduct:
    """A ``product.product`` to be made.

    :ivar variants: the ``shopify.variant`` records that it stands for
    :ivar values: its value for each option
    :ivar code: its variant code, or the item number of a template without variants
    :ivar reference: its internal reference
    :ivar barcodes: the free ones, the first of which is its own
    """

    variants: list
    values: tuple = ()
    code: str = ""
    reference: str = ""
    has_code: bool = False
    barcodes: tuple = ()


@dataclass
class PlannedTemplate:
    """A ``product.template`` to be made, or one that gets further variants.

    :ivar product: the ``shopify.product``
    :ivar existing: the template that is there, else empty
    :ivar extras: what an attribute value adds to the price, by option's place and value
    """

    product: object
    name: str
    item_number: str
    existing: object
    vendor_codes: tuple = ()
    option_names: tuple = ()
    products: list = field(default_factory=list)
    extras: dict = field(default_factory=dict)

    @property
    def has_variants(self):
        """Whether it is a template with variants."""
        return bool(self.option_names) or any(each.has_code for each in self.products)

    @property
    def variants(self):
        """The ``shopify.variant`` records that it stands for."""
        return [variant for made in self.products for variant in made.variants]

    @property
    def is_bundle(self):
        """Whether all of it is made of other goods."""
        return all(variant.requires_components for variant in self.variants)


class PlannedTemplates:
    """Plans what is made; each obstacle concerns its own variants only.

    :param shop: the shop record
    :param dict unknown: (VariantFacts, VariantMatch) by ``shopify.variant``
    :ivar plans: list of PlannedTemplate
    :ivar errors: ProductError by variant
    :ivar notes: (variant, ProductError) of what is left out
    :ivar waiting: variants to be looked up anew when the plans are carried out
    """

    def __init__(self, shop, unknown):
        self._shop = shop
        self._env = shop.env
        self._mapping = SkuMapping(shop.sku_mapping)
        self._separator = shop.sku_separator or ""
        self._unknown = unknown
        self._known = read_variants(
            self._env, {match.template for _facts, match in unknown.values() if match.template}
        )
        self.errors, self.notes, self.waiting, self.plans = {}, [], [], []
        self._claims = {}
        groups = defaultdict(list)
        for variant in unknown:
            groups[variant.product_id].append(variant)
        for product, variants in groups.items():
            self._plan(product, variants)
        self._leave_taken_barcodes_out()

    def options(self):
        """Return the values of new templates, in Shopify's order, by name of the option."""
        wanted = defaultdict(dict)
        for plan in self.plans:
            if plan.existing:
                continue
            for made in plan.products:
                for option, value in zip(plan.option_names, made.values, strict=True):
                    wanted[option][value] = None
        return {option: list(values) for option, values in wanted.items()}

    # === ONE SHOPIFY PRODUCT === #

    def _plan(self, product, variants):
        variants = [variant for variant in variants if self._may_be_made(variant)]
        facts = {variant: self._unknown[variant][0] for variant in variants}
        by_number = {each.shopify_variant: variant for variant, each in facts.items()}
        templates = creation_codes(
            self._mapping,
            list(facts.values()),
            self._separator,
            self._shop.variant_prefix or "",
            self._used_codes(variants),
        )
        for new in templates:
            owned = [by_number[number] for number in new.shopify_variants]
            if self._claim(product, new, owned):
                self._add(product, new, owned, by_number)
            else:
                self.waiting += owned

    def _may_be_made(self, variant):
        """Tell whether a variant may be made: it is not, where its SKU names another template."""
        facts, match = self._unknown[variant]
        if not match.is_named or (
            self._mapping is SkuMapping.ITEM_AND_VARIANT and (facts.has_options or variant.sku)
        ):
            return True
        template = self._env["product.template"].browse(match.template)
        self.errors[variant] = ProductError(
            "variant_not_found", name=variant.display_name, template=template.display_name
        )
        return False

    def _used_codes(self, variants):
        """Return the variant codes of the templates that are there, by item number."""
        used = defaultdict(set)
        for template in {self._unknown[variant][1].template for variant in variants} - {0}:
            codes = {each.code or each.reference for each in self._known[template]} - {""}
            used[self._env["product.template"].browse(template).item_number or ""] |= codes
            used[""] |= codes
        return used

    def _claim(self, product, new, variants):
        """Tell whether no other product of the batch is found by the same number or barcode."""
        keys = [("barcode", barcode) for made in (new, *new.variants) for barcode in made.barcodes]
        keys += [("number", new.item_number)] if new.item_number else []
        keys += [("vendor", product.vendor, code) for code in new.vendor_codes]
        taken = next((key for key in keys if self._claims.get(key, product) != product), None)
        if taken:
            error = ProductError(
                "shared_sku",
                name=variants[0].display_name,
                other=self._claims[taken].name,
                value=taken[-1],
            )
            self.notes.append((variants[0], error))
            return False
        self._claims.update(dict.fromkeys(keys, product))
        return True

    def _add(self, product, new, variants, by_number):
        existing = self._existing(new, variants)
        number = new.item_number or (existing.item_number if existing else self._next_number())
        plan = PlannedTemplate(
            product=product,
            name=self._name(product, variants),
            item_number=number or "",
            existing=existing,
            vendor_codes=new.vendor_codes,
        )
        if new.variants:
            self._add_variants(
                plan, [(by_number[each.shopify_variant], each) for each in new.variants]
            )
        else:
            made = PlannedProduct(variants, code=number, reference=number, barcodes=new.barcodes)
            plan.products.append(made)
        if plan.products:
            self.plans.append(plan)

    def _existing(self, new, variants):
        """Return the template that gets these variants, empty if a new one is made for them."""
        templates = self._env["product.template"].sudo()
        match = self._unknown[variants[0]][1]
        if not (new.variants and match.template):
            return templates
        template = templates.browse(match.template)
        numbers = {template.item_number, template.default_code} - {False, ""}
        is_other = new.item_number and numbers and new.item_number not in numbers
        return templates if is_other else template

    def _name(self, product, variants):
        """Return the template's name: with the variant's, where each is a product of its own."""
        facts = self._unknown[variants[0]][0]
        if self._mapping is SkuMapping.ITEM_NUMBER and facts.has_options:
            return variants[0].display_name
        return product.name

    def _next_number(self):
        sequence = self._shop.item_template_id.sequence_id
        return sequence.sudo().next_by_id() if sequence else ""

    # === VARIANTS === #

    def _add_variants(self, plan, variants):
        """Add the variants whose options are known and their own."""
        names = plan.product.option_names or []
        plan.option_names = tuple(names)
        others = {}
        for variant, new in variants:
            if error := self._obstacle(variant, names, others):
                self.errors[variant] = error
                continue
            others[self._combination(variant)] = variant
            if new.taken_code:
                error = ProductError(
                    "code_taken", name=variant.display_name, sku=new.taken_code, given=new.code
                )
                self.notes.append((variant, error))
            plan.products.append(
                PlannedProduct(
                    [variant],
                    values=tuple(variant.option_values or ()),
                    code=new.code,
                    reference=self._reference(plan, variant, new),
                    has_code=True,
                    barcodes=new.barcodes,
                )
            )

    def _obstacle(self, variant, names, others):
        """Return why a variant can't be made by its options, or None."""
        facts = self._unknown[variant][0]
        values = variant.option_values or []
        if not names and facts.has_options:
            return ProductError("options_unknown", name=variant.display_name)
        missing = [
            name for place, name in enumerate(names) if not "".join(values[place : place + 1])
        ]
        if missing:
            return ProductError(
                "variant_without_options", name=variant.display_name, option=missing[0]
            )
        if other := others.get(self._combination(variant)):
            return ProductError("same_options", name=variant.display_name, other=other.display_name)
        return None

    @staticmethod
    def _combination(variant):
        return tuple(map(comparable, variant.option_values or ()))

    def _reference(self, plan, variant, new):
        """Return a variant's internal reference: its SKU, else number and code."""
        sku = (variant.sku or "").strip()
        if sku and not new.taken_code and (not self._separator or sku.endswith(new.code)):
            return sku
        return f"{plan.item_number}{self._separator}{new.code}" if plan.item_number else ""

    # === BARCODES === #

    def _leave_taken_barcodes_out(self):
        """Leave out barcodes that another product or packaging has, archived ones as well."""
        made = [(plan, each) for plan in self.plans for each in plan.products]
        owners = self._owners({barcode for _plan, each in made for barcode in each.barcodes})
        for _plan, each in made:
            taken = [barcode for barcode in each.barcodes if barcode in owners]
            each.barcodes = tuple(barcode for barcode in each.barcodes if barcode not in owners)
            owners.update(dict.fromkeys(each.barcodes, each.variants[0].display_name))
            for barcode in taken:
                name = each.variants[0].display_name
                error = ProductError(
                    "barcode_taken", name=name, barcode=barcode, product=owners[barcode]
                )
                self.notes.append((each.variants[0], error))

    def _owners(self, barcodes):
        if not barcodes:
            return {}
        domain = [("barcode", "in", list(barcodes))]
        products = self._env["product.product"].sudo().with_context(active_test=False)
        owners = {each.barcode: each.display_name for each in products.search(domain)}
        packagings = self._env["product.uom"].sudo().search(domain)
        return owners | {each.barcode: each.product_id.display_name for each in packagings}
