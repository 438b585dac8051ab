# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P16 To Shopify: changed pictures only, new media added and old ones kept, order and text."""

import pytest

from rules.image_sides import Conflict, Media, Picture, SyncedPicture, differs, from_json, to_json
from rules.image_to_shopify import Matched, carried_out, match, noted, settle

MAIN = "product.template,1"
FURTHER = "product.image,1"
OF_RED = "product.product,1"


def checksum(letter):
    return letter * 40


def picture(place=MAIN, file="a", alt="Mug", variants=()):
    return Picture(place, MAIN, checksum(file), alt, variants)


def a_url(file):
    return f"https://cdn.shopify.com/s/files/1/mug-{file * 16}.png?v=1"


def media(number, **values):
    return Media(str(number), **{"alt": "Mug", **values})


def synced(place=MAIN, file="a", number=1, **values):
    return SyncedPicture(
        place,
        MAIN,
        checksum(file),
        **{
            "alt": "Mug",
            "media": str(number) if number else "",
            "media_alt": "Mug",
            "status": "READY",
            **values,
        },
    )


def after(pictures, there, before, policy="ask", **refused):
    """What is noted once all has been told to Shopify, but for what it refused."""
    matched = match(pictures, there, before, policy)
    settling = settle(pictures, there, before, matched.known, policy)
    done = carried_out(settling, pictures, matched.known, **refused)
    return noted(pictures, there, before, matched, done)


# === WHAT IS NEW === #


def test_p16_pictures_that_shopify_has_not_are_new():
    matched = match([picture(), picture(FURTHER, "b")], [], (), "ask")
    assert [each.checksum for each in matched.new] == [checksum("a"), checksum("b")]
    assert not matched.known


def test_p16_a_file_in_several_places_is_uploaded_once():
    matched = match([picture(), picture(OF_RED, "a", variants=("7",))], [], (), "ask")
    assert matched.new == (picture(),)


def test_p16_what_was_synced_is_known():
    matched = match([picture()], [media(1), media(2)], [synced()], "ask")
    assert (matched.known, matched.new) == ({MAIN: "1"}, ())


def test_p16_a_replaced_picture_is_new_and_one_that_comes_back_is_known():
    there = [media(1, url=a_url("a"))]
    assert match([picture(file="b")], there, [synced()], "ask").new == (picture(file="b"),)
    back = match([picture(file="a")], there, [synced(file="b", number=2)], "ask")
    assert (back.known, back.new) == ({MAIN: "1"}, ())


def test_p16_pictures_that_change_places_are_not_sent_again():
    before = [synced(), synced(FURTHER, "b", 2)]
    matched = match([picture(file="b"), picture(FURTHER, "a")], [media(1), media(2)], before, "ask")
    assert (matched.known, matched.new) == ({MAIN: "2", FURTHER: "1"}, ())


def test_p16_an_upload_whose_process_was_killed_is_known_by_its_name():
    matched = match([picture()], [media(9, url=a_url("a"))], (), "ask")
    assert (matched.known, matched.new) == ({MAIN: "9"}, ())


def test_p16_what_is_not_ready_has_no_name_yet_and_new_ones_wait():
    matched = match([picture()], [media(9, status="PROCESSING")], (), "ask")
    assert (matched.known, matched.new, matched.waits) == ({}, (), True)


def test_p16_media_of_ours_that_are_not_ready_keep_nothing_waiting():
    there = [media(1, status="PROCESSING")]
    before = [synced(status="UPLOADED")]
    matched = match([picture(), picture(FURTHER, "b")], there, before, "ask")
    assert (len(matched.new), matched.waits) == (1, False)


@pytest.mark.parametrize(
    ("policy", "new", "kinds"), [("odoo", 1, []), ("shopify", 0, []), ("ask", 0, ["removed"])]
)
def test_p16_media_deleted_in_shopify(policy, new, kinds):
    matched = match([picture()], [], [synced()], policy)
    assert len(matched.new) == new
    assert [each.kind for each in matched.conflicts] == kinds
    assert matched.gone == (frozenset() if new else {MAIN})


def test_p16_media_that_had_failed_and_were_deleted_are_sent_again():
    assert match([picture()], [], [synced(status="FAILED")], "ask").new


def test_p16_a_refused_picture_is_tried_again_only_when_it_changes():
    before = [synced(number=0, error="image_too_large")]
    assert not match([picture()], [], before, "ask").new
    assert match([picture(file="b")], [], before, "ask").new


def test_p16_odoos_own_picture_goes_once_the_direction_is_turned():
    before = [synced(number=5, error="image_kept")]
    assert differs([picture()], before)
    assert match([picture()], [media(5)], before, "ask").new == (picture(),)


# === TEXTS === #


@pytest.mark.parametrize(
    ("odoo", "shopify", "policy", "sent", "kinds"),
    [
        ("Mug", "Mug", "ask", {}, []),
        ("Cup", "Mug", "ask", {"1": "Cup"}, []),
        ("Mug", "Beaker", "ask", {}, []),
        ("Cup", "Cup", "ask", {}, []),
        ("Cup", "Beaker", "ask", {}, ["alt"]),
        ("Cup", "Beaker", "odoo", {"1": "Cup"}, []),
        ("Cup", "Beaker", "shopify", {}, []),
    ],
)
def test_p16_alternative_texts_go_along(odoo, shopify, policy, sent, kinds):
    there = [media(1, alt=shopify)]
    settling = settle([picture(alt=odoo)], there, [synced()], {MAIN: "1"}, policy)
    assert settling.alts == sent
    assert [each.kind for each in settling.conflicts] == kinds


def test_p16_a_text_waits_until_its_picture_is_ready():
    there = [media(1, status="PROCESSING")]
    pictures = [picture(alt="Cup")]
    assert settle(pictures, there, [synced()], {MAIN: "1"}, "ask").alts == {}
    assert differs(pictures, after(pictures, there, [synced()]))


def test_p16_one_media_for_two_places_has_the_text_of_the_first():
    pictures = [picture(alt="Cup"), picture(OF_RED, alt="Red mug", variants=("7",))]
    before = [synced(), synced(OF_RED, variants=("7",))]
    there = [media(1, variants=("7",))]
    known = {MAIN: "1", OF_RED: "1"}
    assert settle(pictures, there, before, known, "ask").alts == {"1": "Cup"}
    assert not differs(pictures, after(pictures, there, before))


# === ORDER === #


def test_p16_the_order_in_odoo_goes_along():
    before = [synced(), synced(FURTHER, "b", 2)]
    pictures = [picture(file="b"), picture(FURTHER, "a")]
    settling = settle(
        pictures, [media(1), media(3), media(2)], before, {MAIN: "2", FURTHER: "1"}, "ask"
    )
    assert len(settling.moves) == 2
    order = ["1", "3", "2"]
    for each, place in settling.moves:
        order.remove(each)
        order.insert(place, each)
    assert order == ["2", "3", "1"]


def test_p16_an_order_made_in_shopify_stays():
    before = [synced(), synced(FURTHER, "b", 2)]
    pictures = [picture(alt="Cup"), picture(FURTHER, "b")]
    known = {MAIN: "1", FURTHER: "2"}
    assert settle(pictures, [media(2), media(1)], before, known, "ask").moves == ()


def test_p16_a_replacing_picture_comes_before_the_old_one():
    before = [synced(), synced(FURTHER, "b", 2)]
    pictures = [picture(file="c"), picture(FURTHER, "b")]
    there = [media(1), media(2), media(3)]
    settling = settle(pictures, there, before, {MAIN: "3", FURTHER: "2"}, "ask")
    assert settling.moves == (("3", 0),)


# === VARIANTS === #

RED = picture(OF_RED, "r", variants=("7",))


@pytest.mark.parametrize(
    ("shown", "last", "policy", "detach", "attach", "kinds"),
    [
        # it shows nothing yet
        ("", None, "ask", (), (("7", "2"),), []),
        # it shows another since before the first sync
        ("1", None, "ask", (("7", "1"),), (("7", "2"),), []),
        # it shows the last one
        ("1", "1", "ask", (("7", "1"),), (("7", "2"),), []),
        # somebody chose another one in Shopify
        ("3", "1", "ask", (), (), ["variant"]),
        ("3", "1", "odoo", (("7", "3"),), (("7", "2"),), []),
        ("3", "1", "shopify", (), (), []),
        # … and in Odoo it is the same
        ("3", "2", "ask", (), (), []),
        # somebody took it away in Shopify
        ("", "1", "ask", (), (("7", "2"),), []),
        ("2", None, "ask", (), (), []),
    ],
)
def test_p16_variants_show_their_pictures(shown, last, policy, detach, attach, kinds):
    there = [media(n, variants=("7",) if str(n) == shown else ()) for n in (1, 2, 3)]
    before = [synced(OF_RED, "x", last, variants=("7",))] if last else []
    settling = settle([RED], there, before, {OF_RED: "2"}, policy)
    assert (settling.detach, settling.attach) == (detach, attach)
    assert [each.kind for each in settling.conflicts] == kinds


@pytest.mark.parametrize("status", ["PROCESSING", "READY"])
def test_p16_a_variants_picture_chosen_in_shopify_stays_a_conflict(status):
    there = [media(1), media(2, status=status), media(3, variants=("7",))]
    before = [synced(OF_RED, "x", 1, variants=("7",))]
    for _sync in range(3):
        settling = settle([RED], there, before, {OF_RED: "2"}, "ask")
        assert (settling.attach, settling.conflicts) == ((), (Conflict(OF_RED, "variant"),))
        matched = Matched({OF_RED: "2"})
        before = noted([RED], there, before, matched, settling)
        assert differs([RED], before)


def test_p16_a_variant_waits_until_its_picture_is_ready():
    there = [media(2, status="PROCESSING")]
    before = [synced(OF_RED, "r", 2, status="UPLOADED")]
    assert settle([RED], there, before, {OF_RED: "2"}, "ask").attach == ()
    assert differs([RED], after([RED], there, before))


def test_p16_a_variant_waits_no_longer_for_a_picture_that_failed():
    there = [media(2, status="FAILED")]
    before = [synced(OF_RED, "r", 2, status="UPLOADED")]
    noted_then = after([RED], there, before)
    assert settle([RED], there, before, {OF_RED: "2"}, "ask").attach == ()
    assert noted_then[0].status == "FAILED"
    assert not differs([RED], noted_then)


# === WHAT IS NOTED === #


def test_p14_what_was_carried_out_is_nothing_to_do_any_more():
    pictures = [picture(alt="Cup"), picture(FURTHER, "b"), RED]
    there = [media(1), media(2), media(3)]
    before = [synced(), synced(FURTHER, "b", 2), synced(OF_RED, "r", 3)]
    assert differs(pictures, before)
    noted_then = after(pictures, there, before)
    assert not differs(pictures, noted_then)
    there = [media(1, alt="Cup"), media(2), media(3, variants=("7",))]
    known = {entry.place: entry.media for entry in noted_then}
    assert settle(pictures, there, noted_then, known, "ask").is_empty


@pytest.mark.parametrize("policy", ["shopify", "ask"])
def test_p16_what_was_deleted_in_shopify_is_asked_about_once(policy):
    noted_then = after([picture(alt="Cup")], [], [synced()], policy)
    assert not differs([picture(alt="Cup")], noted_then)
    assert match([picture(alt="Cup")], [], noted_then, policy).gone


def test_p16_a_picture_that_was_not_uploaded_is_tried_again():
    assert differs([picture()], after([picture()], [], []))
    assert differs([picture(file="b")], after([picture(file="b")], [media(1)], [synced()]))


def test_p16_a_conflict_stays_open():
    there = [media(1, alt="Beaker")]
    noted_then = after([picture(alt="Cup")], there, [synced()])
    assert differs([picture(alt="Cup")], noted_then)
    settling = settle([picture(alt="Cup")], there, noted_then, {MAIN: "1"}, "ask")
    assert settling.conflicts == (Conflict(MAIN, "alt"),)


def test_p16_what_shopify_refused_is_tried_again():
    there = [media(1)]
    refused = after([picture(alt="Cup")], there, [synced()], untold=frozenset({"1"}))
    assert settle([picture(alt="Cup")], there, refused, {MAIN: "1"}, "ask").alts == {"1": "Cup"}
    there = [media(2)]
    before = [synced(OF_RED, "r", 2)]
    refused = after([RED], there, before, unattached=frozenset({"7"}))
    assert settle([RED], there, refused, {OF_RED: "2"}, "ask").attach == (("7", "2"),)


def test_p16_pictures_that_are_gone_from_odoo_are_forgotten():
    before = [synced(), synced(FURTHER, "b", 2)]
    assert differs([picture()], before)
    assert [entry.place for entry in after([picture()], [media(1), media(2)], before)] == [MAIN]


def test_p14_a_picture_that_shopify_still_works_on_is_looked_at_again():
    assert differs([picture()], [synced(status="PROCESSING")])
    assert not differs([picture()], [synced()])


@pytest.mark.parametrize(
    "entry",
    [
        SyncedPicture(MAIN),
        synced(variants=("7", "8"), url="https://x.example/y", error="image_type", detail="svg"),
    ],
)
def test_p16_what_was_synced_is_stored_and_read_again(entry):
    assert from_json(to_json([entry])) == (entry,)


def test_p16_what_is_not_known_is_left_out_and_nothing_is_nothing():
    assert from_json([{"place": MAIN, "later": 1}]) == (SyncedPicture(MAIN),)
    assert from_json(None) == from_json(False) == ()
