# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Consent to marketing in both directions (C14)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from graphql.utilities import coerce_input_value
from hypothesis import given
from hypothesis import strategies as st

from rules.consent import (
    NEVER,
    Agreed,
    Consent,
    NotSendable,
    Send,
    TakeOver,
    email_consent_input,
    received_consent,
    settle_consent,
    sms_consent_input,
)
from shopify_sandbox.schema import load

NOW = datetime.fromisoformat("2026-11-20 12:00:00")
HOUR = timedelta(hours=1)
STATES = ["subscribed", "unsubscribed", "pending", "not_subscribed", "redacted", "invalid"]
GID = "gid://shopify/Customer/1"
YES = Consent("subscribed", "single_opt_in", NOW - HOUR)
NO = Consent("unsubscribed", "single_opt_in", NOW - HOUR)


def at(consent, moment):
    return replace(consent, at=moment)


@pytest.mark.parametrize(
    ("state", "answer"), zip(STATES, ["yes", "no", *["unknown"] * 4], strict=True)
)
def test_c14_what_a_state_means(state, answer):
    assert Consent(state).answer == answer


@pytest.mark.parametrize(
    ("shopify", "odoo", "expected"),
    [
        pytest.param(NO, at(YES, NOW - 2 * HOUR), TakeOver(NO), id="Shopify is newer"),
        pytest.param(at(NO, NOW - 2 * HOUR), YES, Send(YES), id="Odoo is newer"),
        pytest.param(NO, YES, TakeOver(NO), id="of one time: Shopify's stays"),
        pytest.param(
            Consent("subscribed"),
            Consent(),
            TakeOver(Consent("subscribed")),
            id="no time at all: Shopify's stays",
        ),
        pytest.param(Consent(), YES, Send(YES), id="a time is newer than none"),
        pytest.param(YES, at(YES, NOW), Agreed(), id="the same at another time"),
        pytest.param(
            YES,
            replace(YES, level="confirmed_opt_in", at=NOW),
            Send(replace(YES, level="confirmed_opt_in", at=NOW)),
            id="confirmed since",
        ),
        pytest.param(
            YES,
            Consent(at=NOW),
            NotSendable(Consent(at=NOW), "never_asked"),
            id="not subscribed can't be sent",
        ),
        pytest.param(
            Consent("redacted"), YES, NotSendable(YES, "fixed_by_shopify"), id="erased in Shopify"
        ),
        pytest.param(
            Consent("invalid"), YES, NotSendable(YES, "fixed_by_shopify"), id="invalid email"
        ),
        pytest.param(
            Consent("redacted", at=NOW),
            YES,
            TakeOver(Consent("redacted", at=NOW)),
            id="erased in Shopify since",
        ),
    ],
)
def test_c14_the_newest_consent_counts(shopify, odoo, expected):
    assert settle_consent(shopify, odoo) == expected


# A wrong clock


def test_c14_a_time_still_to_come_is_when_it_was_first_heard_of():
    future = at(NO, NOW + 999 * HOUR)
    first = received_consent(future, Consent(), NOW)
    assert first == at(NO, NOW)
    assert received_consent(future, first, NOW + HOUR) == first


def test_c14_a_wrong_clock_does_not_win_for_ever():
    future = at(NO, NOW + 999 * HOUR)
    kept = received_consent(future, received_consent(future, Consent(), NOW), NOW + 2 * HOUR)
    assert settle_consent(kept, at(YES, NOW + HOUR)) == Send(at(YES, NOW + HOUR))
    assert settle_consent(at(YES, NOW + HOUR), kept) == TakeOver(at(YES, NOW + HOUR))


def test_c14_an_opt_out_of_a_wrong_clock_still_counts():
    kept = received_consent(at(NO, NOW + 999 * HOUR), at(YES, NOW - HOUR), NOW)
    assert settle_consent(kept, at(YES, NOW - HOUR)) == TakeOver(at(NO, NOW))


def test_c14_a_time_that_has_been_is_kept():
    assert received_consent(YES, at(YES, NOW), NOW) == YES


# Whatever was said when

moments = st.one_of(
    st.just(NEVER),
    st.integers(-5, 5).map(lambda hours: NOW + hours * HOUR),
)
consents = st.builds(
    Consent,
    st.sampled_from(STATES),
    st.sampled_from(["single_opt_in", "confirmed_opt_in", "unknown"]),
    moments,
)


@given(consents, consents)
def test_c14_older_information_never_overwrites_newer(shopify, odoo):
    match settle_consent(shopify, odoo):
        case TakeOver(consent):
            assert consent == shopify
            assert shopify.at >= odoo.at
        case Send(consent):
            assert consent == odoo
            assert odoo.at > shopify.at
            assert odoo.state in ("subscribed", "unsubscribed", "pending")


@given(consents, consents)
def test_c14_what_was_done_is_not_done_again(shopify, odoo):
    match settle_consent(shopify, odoo):
        case TakeOver(consent):
            odoo = consent
        case Send(consent):
            shopify = consent
        case outcome:
            assert settle_consent(shopify, odoo) == outcome
            return
    assert settle_consent(shopify, odoo) == Agreed()


@given(consents, consents)
def test_c14_nothing_is_later_than_when_it_was_heard_of(told, known):
    kept = received_consent(told, known, NOW)
    assert kept.at <= NOW
    assert kept.says_the_same(told)
    assert received_consent(told, kept, NOW + HOUR / 2).at == kept.at or told.at <= NOW + HOUR / 2


# What is sent


@pytest.fixture(scope="module")
def schema():
    return load("2026-10").graphql


def test_c14_the_inputs():
    given_consent = {
        "marketingState": "UNSUBSCRIBED",
        "marketingOptInLevel": "SINGLE_OPT_IN",
        "consentUpdatedAt": "2026-11-20T11:00:00Z",
    }
    assert email_consent_input(GID, NO) == {
        "customerId": GID,
        "emailMarketingConsent": given_consent,
    }
    assert sms_consent_input(GID, NO) == {"customerId": GID, "smsMarketingConsent": given_consent}


def test_c14_who_is_pending_is_asked_to_confirm():
    sent = email_consent_input(GID, Consent("pending"))["emailMarketingConsent"]
    assert sent == {"marketingState": "PENDING", "marketingOptInLevel": "CONFIRMED_OPT_IN"}


@given(consents, consents)
def test_c14_the_schema_knows_each_field(schema, shopify, odoo):
    match settle_consent(shopify, odoo):
        case Send(consent):
            coerce_input_value(
                email_consent_input(GID, consent),
                schema.type_map["CustomerEmailMarketingConsentUpdateInput"],
            )
            coerce_input_value(
                sms_consent_input(GID, consent),
                schema.type_map["CustomerSmsMarketingConsentUpdateInput"],
            )
