# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Finding the machine's own Debian mirror."""

from devtools.apt import parse_mirror


def test_the_first_debian_site_is_taken():
    targets = "Debian|Debian|http://mirror.example/debian\nDebian|Debian|http://other.example/d\n"
    assert parse_mirror(targets) == "http://mirror.example/debian"


def test_security_updates_and_other_archives_are_no_mirror():
    targets = (
        "Debian|Debian-Security|http://security.example\n"
        "Ubuntu|Ubuntu|http://ubuntu.example\n"
        "Some shop|Debian|http://shop.example\n"
    )
    assert parse_mirror(targets) is None


def test_lists_not_fetched_yet_have_no_origin():
    assert parse_mirror("||http://mirror.example/debian\n\n") is None
