# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses a customer (C11)."""

import pytest

from rules.customer_refusal import refusal_code

ADDRESS = ("addresses", "0")


@pytest.mark.parametrize(
    ("field", "message", "code", "expected"),
    [
        (("email",), "Email has already been taken", "", "email_taken"),
        (("input", "email"), "has already been taken", "TAKEN", "email_taken"),
        ((), "Email has already been taken", "", "email_taken"),
        (("phone",), "Phone has already been taken", "", "phone_taken"),
        (("tags",), "Tags has already been taken", "TAKEN", "other"),
        (("email",), "Email is invalid", "", "invalid_email"),
        (("email",), "Email contains an invalid domain name", "", "invalid_email"),
        (("email",), "Email can't be blank", "", "invalid_email"),
        (("phone",), "Phone is invalid", "", "invalid_phone"),
        (("phone",), "Enter a phone number in E.164 format", "", "invalid_phone"),
        ((*ADDRESS, "phone"), "Phone is invalid", "INVALID", "invalid_phone"),
        ((*ADDRESS, "province"), "Province is invalid", "INVALID", "invalid_province"),
        ((*ADDRESS, "provinceCode"), "is not included in the list", "", "invalid_province"),
        (ADDRESS, "Province is not a valid province in Thailand", "", "invalid_province"),
        (("address", "country"), "Country is invalid", "", "invalid_country"),
        (("address", "countryCode"), "Country does not exist", "", "invalid_country"),
        (("firstName",), "First name is too long (maximum is 255 characters)", "", "too_long"),
        (("email",), "Email is too long (maximum is 255 characters)", "TOO_LONG", "too_long"),
        (("id",), "Customer does not exist", "", "not_found"),
        (("customerId",), "Customer can't be found", "", "not_found"),
        (("input", "customerId"), "Customer is invalid", "INVALID", "not_found"),
        (("addressId",), "Address does not exist", "", "not_found"),
        ((), "Resource matching the identifier was not found.", "", "not_found"),
        (("id",), "Cannot specify ID on creation", "", "other"),
        (("firstName",), "First name cannot contain HTML tags", "INVALID", "other"),
        (
            ("input", "emailMarketingConsent"),
            "An email address is required to set the email consent state.",
            "INVALID",
            "other",
        ),
        (
            ("input", "smsMarketingConsent", "consentUpdatedAt"),
            "Consent updated at must not be in the future",
            "INVALID",
            "other",
        ),
        ((), "A name, phone number, or email address must be present", "BLANK", "other"),
        ((), "", "", "other"),
    ],
)
def test_c11_what_a_refusal_is_about(field, message, code, expected):
    assert refusal_code(field, message, code) == expected
