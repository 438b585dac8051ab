# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P16 From Shopify: which picture goes where, and what is not overwritten in silence."""

from dataclasses import replace

import pytest

from rules.image_sides import Media, Picture
from rules.image_to_odoo import KEPT, Target, Template, left_out, plan, taken, targets

MAIN = "product.template,1"
OTHER = "product.template,2"
FURTHER = "product.image,1"
OF_RED = "product.product,1"
OF_BLUE = "product.product,2"
ONE = Template(MAIN, {}, ("7",))
COLOURS = Template(MAIN, {"7": OF_RED, "8": OF_BLUE}, ("7", "8"))


def media(number, *variants, **values):
    return Media(
        str(number),
        **{"url": f"https://cdn.shopify.com/{number}.png?v=1", "alt": "Mug", **values},
        variants=variants,
    )


def picture(place, letter="a", alt="Mug"):
    return Picture(place, MAIN, letter * 40, alt)


def by_place(*pictures):
    return {each.place: each for each in pictures}


def target(place, one, position=0):
    return Target(place, MAIN, one, position)


def last(place, one, letter="a", **values):
    return replace(taken(target(place, one), place, picture(place, letter)), **values)


def where(found):
    return [(each.place, each.media.id, each.position) for each in found]


# === WHERE PICTURES BELONG === #


def test_p16_the_first_is_the_templates_and_others_are_further_ones():
    found = targets([media(1), media(2), media(3)], ONE, ())
    assert where(found) == [(MAIN, "1", 0), ("", "2", 2), ("", "3", 3)]


def test_p16_those_of_variants_go_to_variants():
    found = targets([media(1), media(2, "7"), media(3, "8"), media(4)], COLOURS, ())
    assert where(found) == [(MAIN, "1", 0), (OF_RED, "2", 0), (OF_BLUE, "3", 0), ("", "4", 4)]


def test_p16_the_first_may_be_a_variants_too():
    found = targets([media(1, "7", "8")], COLOURS, ())
    assert where(found) == [(MAIN, "1", 0), (OF_RED, "1", 0), (OF_BLUE, "1", 0)]


def test_p16_a_template_of_one_variant_has_that_variants_picture():
    pictures = [media(1), media(2, "7"), media(3, "8")]
    assert where(targets(pictures, ONE, ())) == [(MAIN, "2", 0), ("", "1", 1)]
    other = Template(OTHER, {}, ("8",))
    assert where(targets(pictures, other, ()))[0] == (OTHER, "3", 0)
    without = Template(OTHER, {}, ("9",))
    assert where(targets(pictures, without, ()))[0] == (OTHER, "1", 0)


def test_p16_further_ones_keep_their_places():
    synced = [last(FURTHER, media(3)), last("product.image,9", media(2), template=OTHER)]
    found = targets([media(1), media(2), media(3)], ONE, synced)
    assert where(found) == [(MAIN, "1", 0), ("", "2", 2), (FURTHER, "3", 3)]


def test_p16_a_product_without_pictures_has_no_targets():
    assert targets([], COLOURS, ()) == []


# === WHAT IS TAKEN OVER === #


def test_p16_a_new_picture_is_taken():
    found = plan([target(MAIN, media(1)), target("", media(2), 2)], (), {}, "ask")
    assert [(each.target.place, each.copy_of) for each in found.take] == [(MAIN, ""), ("", "")]


def test_p16_what_is_unchanged_is_neither_taken_nor_downloaded():
    entry = last(MAIN, media(1))
    found = plan([target(MAIN, media(1))], [entry], by_place(picture(MAIN)), "ask")
    assert (found.take, found.noted) == ((), (entry,))


def test_p16_another_file_under_the_same_id_is_taken():
    changed = media(1, url="https://cdn.shopify.com/1.png?v=2")
    found = plan([target(MAIN, changed)], [last(MAIN, media(1))], by_place(picture(MAIN)), "ask")
    assert [each.copy_of for each in found.take] == [""]


def test_p16_another_order_in_shopify_downloads_nothing():
    before = [last(MAIN, media(1)), last(FURTHER, media(2), "b")]
    wanted = [target(MAIN, media(2)), target("", media(1), 2)]
    pictures = by_place(picture(MAIN), picture(FURTHER, "b"))
    found = plan(wanted, before, pictures, "ask")
    assert [(each.target.place, each.copy_of) for each in found.take] == [
        (MAIN, FURTHER),
        ("", MAIN),
    ]
    assert found.drop == (FURTHER,)


@pytest.mark.parametrize(
    ("policy", "takes", "errors", "kinds"),
    [("shopify", 1, [], []), ("odoo", 0, [KEPT], []), ("ask", 0, [""], ["picture"])],
)
def test_p16_a_picture_changed_in_odoo_is_not_overwritten_in_silence(policy, takes, errors, kinds):
    changed = media(1, url="https://cdn.shopify.com/1.png?v=2")
    pictures = by_place(picture(MAIN, "z"))
    found = plan([target(MAIN, changed)], [last(MAIN, media(1))], pictures, policy)
    assert len(found.take) == takes
    assert [each.error for each in found.noted] == errors
    assert [each.kind for each in found.conflicts] == kinds


@pytest.mark.parametrize(("policy", "takes"), [("shopify", 1), ("odoo", 0), ("ask", 0)])
def test_p16_a_picture_that_odoo_had_before_the_first_sync_is_not_either(policy, takes):
    found = plan([target(MAIN, media(1))], (), by_place(picture(MAIN)), policy)
    assert len(found.take) == takes
    assert bool(found.conflicts) == (policy == "ask")


def test_p16_a_picture_changed_in_odoo_stays_while_shopifys_is_the_same():
    entry = last(MAIN, media(1))
    found = plan([target(MAIN, media(1))], [entry], by_place(picture(MAIN, "z")), "shopify")
    assert (found.take, found.conflicts) == ((), ())


def test_p16_odoos_own_picture_is_asked_about_once():
    pictures = by_place(picture(MAIN, "z"))
    kept = left_out(target(MAIN, media(1)), pictures[MAIN], KEPT)
    found = plan([target(MAIN, media(1))], [kept], pictures, "odoo")
    assert (found.take, found.noted) == ((), (kept,))


def test_p16_a_refused_file_is_not_downloaded_again_until_it_is_another():
    refused = left_out(target(MAIN, media(1)), None, "image_too_large", "11.5")
    assert not plan([target(MAIN, media(1))], [refused], {}, "ask").take
    changed = media(1, url="https://cdn.shopify.com/1.png?v=2")
    assert plan([target(MAIN, changed)], [refused], {}, "ask").take


def test_p16_a_picture_deleted_in_odoo_comes_again_only_with_a_change():
    entry = last(FURTHER, media(2))
    assert not plan([target(FURTHER, media(2), 2)], [entry], {}, "ask").take
    changed = media(2, url="https://cdn.shopify.com/2.png?v=2")
    assert plan([target(FURTHER, changed, 2)], [entry], {}, "ask").take


def test_p16_further_pictures_that_left_shopify_leave_odoo_unless_changed_there():
    entry = last(FURTHER, media(2))
    assert plan([], [entry], by_place(picture(FURTHER)), "ask").drop == (FURTHER,)
    assert plan([], [entry], by_place(picture(FURTHER, "z")), "ask").drop == ()


def test_p16_a_product_without_pictures_in_shopify_keeps_odoos():
    entries = [last(MAIN, media(1)), last(OF_RED, media(2), "b")]
    pictures = by_place(picture(MAIN), picture(OF_RED, "b"))
    found = plan([], entries, pictures, "shopify")
    assert (found.drop, found.noted) == ((), tuple(entries))


# === TEXTS === #


@pytest.mark.parametrize(
    ("odoo", "shopify", "renamed"),
    [("Mug", "Mug", {}), ("Mug", "Beaker", {FURTHER: "Beaker"}), ("Cup", "Beaker", {})],
)
def test_p16_texts_come_along_unless_changed_in_odoo(odoo, shopify, renamed):
    entry = last(FURTHER, media(2))
    pictures = by_place(picture(FURTHER, alt=odoo))
    found = plan([target(FURTHER, media(2, alt=shopify), 2)], [entry], pictures, "ask")
    assert found.renamed == renamed
    assert found.noted[0].media_alt == shopify
