# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P16: the pictures of products are read to the last, uploaded and downloaded within limits."""

import pytest
from scripted import answer
from test_client_sandbox import client_of

from shopify import documents, errors, gid, media, transport
from shopify.endpoint import parse
from shopify.media import Download, File
from shopify_sandbox import Sandbox
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.media import add_media, put_on, replace_content
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.pictures import a_png

SANDBOX = "127.0.0.1:8990"
CDN = "https://cdn.shopify.com/s/files/1/0601/files/mug.png?v=1"
MOST = 1_000_000


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def mug(shop):
    colours = [{"values": ("Red",)}, {"values": ("Blue",)}]
    return add_product(shop, "Mug", options=["Colour"], variants=colours)


@pytest.fixture
def sandbox(shop):
    return Sandbox(shop, plan="Unlimited")


@pytest.fixture
def client(sandbox):
    return client_of(sandbox)


def requests(sandbox):
    return [one.operation for one in sandbox.requests]


# === READING === #


def test_p16_all_pages_of_media_are_read(client, shop, mug):
    expected = [add_media(shop, mug, a_png(n, 1), alt=str(n))["id"] for n in range(1, 141)]
    (found,) = client.product_media([mug["id"]])
    assert found.product_id == mug["id"]
    assert [each.id for each in found.media] == expected
    assert [each.alt for each in found.media] == [str(n) for n in range(1, 141)]


def test_p16_a_picture_tells_its_file_and_its_size(client, shop, mug):
    add_media(shop, mug, a_png(30, 20), alt="A red mug")
    ((each,),) = [found.media for found in client.product_media([mug["id"]])]
    assert (each.status, each.alt, each.is_image, each.faults) == ("READY", "A red mug", True, ())
    assert (each.image.width, each.image.height) == (30, 20)
    assert each.image.sized_url == f"{each.image.url}&width=1920&height=1920"


def test_p16_what_is_not_ready_or_failed_has_no_file(client, shop, mug, sandbox):
    add_media(shop, mug, b"no picture")
    sandbox.media.seconds = None
    media_node = add_media(shop, mug, a_png())
    media_node.update(status="PROCESSING", image=None)
    failed, working = client.product_media([mug["id"]])[0].media
    assert (failed.status, failed.image) == ("FAILED", None)
    assert [fault.code for fault in failed.faults] == ["UNSUPPORTED_IMAGE_FILE_TYPE"]
    assert (working.status, working.image) == ("PROCESSING", None)


def test_p16_many_products_are_read_in_few_requests(client, shop, sandbox):
    mugs = [add_product(shop, f"Mug {number}") for number in range(120)]
    for one in mugs:
        add_media(shop, one, a_png())
    found = client.product_media([*(one["id"] for one in mugs), "gid://shopify/Product/1"])
    assert [len(each.media) for each in found] == [1] * 120
    assert len(sandbox.requests) == 3


def test_p16_a_product_that_cannot_be_read_is_told(make_client):
    node = {"id": "gid://shopify/Product/1", "media": {"nodes": [{"id": 7}], "pageInfo": None}}
    client, _wire = make_client(answer({"nodes": [node]}))
    told = []
    assert client.product_media([node["id"]], on_malformed=lambda *each: told.append(each)) == []
    assert told[0][0] == node
    with pytest.raises(errors.MalformedAnswer):
        client.product_media([node["id"]])


def test_p16_what_variants_show_is_read(client, shop, mug, sandbox):
    red, blue = mug["variants"]
    shown = add_media(shop, mug, a_png())
    red["media"].append(shown)
    assert client.variant_media([red["id"], blue["id"]]) == {red["id"]: shown["id"]}
    assert len(sandbox.requests) == 1


def test_p16_a_further_page_of_a_variants_media_is_read(client, shop, mug, sandbox):
    red = mug["variants"][0]
    red["media"] = [add_media(shop, mug, a_png(n, 1)) for n in (1, 2, 3)]
    assert client.variant_media([red["id"]]) == {red["id"]: red["media"][0]["id"]}
    assert requests(sandbox) == ["VariantMediaById", "ProductVariantMediaBatch1"]


def test_p16_changed_products_are_found_oldest_first(client, shop, sandbox):
    for number in range(3):
        add_product(shop, f"Mug {number}", price="1.00")
        shop.clock.advance(minutes=1)
    ids = [product["id"] for product in shop.collections["Product"]]
    replace_content(shop, add_media(shop, shop.node(ids[0]), a_png()), a_png(9, 9))
    (page,) = client.changed_products(None)
    assert [each.id for each in page] == [*ids[1:], ids[0]]
    assert len(sandbox.requests) == 1


# === UPLOADING === #


def upload(client, *contents):
    files = [File(f"mug-{number}.png", "image/png") for number, _each in enumerate(contents)]
    targets = client.stage_images(files)
    return targets, client.upload_images(list(zip(targets, files, contents, strict=True)))


def test_p16_many_files_are_staged_in_one_request_and_arrive(client, sandbox):
    contents = [a_png(n, 1) for n in range(1, 8)]
    targets, problems = upload(client, *contents)
    assert problems == [""] * 7
    assert requests(sandbox) == ["StagedUpload"]
    assert [sandbox.uploads.content(target.source) for target in targets] == contents


def test_p16_what_was_uploaded_becomes_media(client, sandbox, mug):
    targets, _problems = upload(client, a_png(30, 20))
    entry = {"mediaContentType": "IMAGE", "originalSource": targets[0].source, "alt": "A mug"}
    row = {"product": {"id": mug["id"]}, "media": [entry]}
    (outcome,) = client.push(documents.PRODUCT_MEDIA_ADD, [row])
    assert outcome.succeeded
    ((each,),) = [found.media for found in client.product_media([mug["id"]])]
    assert (each.alt, each.image.width) == ("A mug", 30)


def test_p16_an_upload_is_tried_again(client, sandbox):
    sandbox.faults.plan("503", operation="/__uploads__/")
    targets, problems = upload(client, a_png())
    assert problems == [""]
    assert sandbox.uploads.content(targets[0].source)


def test_p16_an_upload_that_goes_wrong_is_told_and_takes_no_other_with_it(client, sandbox):
    files = [File("a.png", "image/png"), File("b.png", "image/png")]
    good, bad = client.stage_images(files)
    bad = media.StagedTarget(bad.url, bad.source, (("key", "unknown"),))
    problems = client.upload_images([(good, files[0], a_png()), (bad, files[1], a_png())])
    assert problems == ["", "HTTP status 403"]


def test_p16_files_go_to_shopifys_own_places_only(make_client):
    target = {"url": "https://evil.example/", "resourceUrl": "x", "parameters": []}
    payload = {"stagedTargets": [target], "userErrors": []}
    client, wire = make_client(answer({"stagedUploadsCreate": payload}))
    with pytest.raises(errors.UntrustedAddress):
        upload(client, a_png())
    assert len(wire.requests) == 1


def test_p16_a_place_is_missing(make_client):
    payload = {"stagedTargets": [], "userErrors": []}
    client, _wire = make_client(answer({"stagedUploadsCreate": payload}))
    with pytest.raises(errors.MalformedAnswer):
        client.stage_images([File("a.png", "image/png")])


def test_g13_nothing_is_uploaded_when_nothing_may_change(sandbox):
    client = client_of(sandbox, may_change=False)
    with pytest.raises(errors.HandsOff):
        upload(client, a_png())
    assert not sandbox.requests


# === DOWNLOADING === #


def url_of(client, shop, mug, content=None):
    add_media(shop, mug, content or a_png())
    return client.product_media([mug["id"]])[0].media[-1].image.sized_url


def test_p16_pictures_are_downloaded_side_by_side(client, shop, mug):
    contents = [a_png(n, 1) for n in range(1, 8)]
    urls = [url_of(client, shop, mug, content) for content in contents]
    assert client.download_images(urls, MOST) == [Download(content) for content in contents]
    assert client.download_images([], MOST) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("404", Download(problem="image_gone", is_passing=True)),
        ("redirect", Download(problem="image_redirected")),
    ],
)
def test_p16_what_goes_wrong_with_a_download_is_told(client, shop, mug, sandbox, kind, expected):
    url = url_of(client, shop, mug)
    sandbox.faults.plan(kind)
    assert client.download_images([url], MOST) == [expected]


@pytest.mark.parametrize("kind", ["cut_off", "503", "429", "cut_before"])
def test_p16_a_download_that_breaks_off_is_tried_again(client, shop, mug, sandbox, kind):
    url = url_of(client, shop, mug)
    sandbox.faults.plan(kind, operation="/s/files/")
    assert client.download_images([url], MOST) == [Download(a_png())]


def test_p16_a_download_that_breaks_off_again_and_again_is_given_up(shop, mug, sandbox):
    client = client_of(sandbox, sleep=lambda _seconds: None)
    url = url_of(client, shop, mug)
    sandbox.faults.plan("cut_off", times=99, operation="/s/files/")
    (found,) = client.download_images([url], MOST)
    assert (found.problem, found.is_passing) == ("image_not_loaded", True)
    assert "cut" in found.detail


def test_p16_a_file_that_is_too_large_is_not_read_to_its_end(client, shop, mug, sandbox):
    url = url_of(client, shop, mug, a_png(padding=2 * MOST))
    before = len(sandbox.requests)
    assert client.download_images([url], MOST) == [Download(problem="image_too_large")]
    assert len(sandbox.requests) == before + 1


def test_p16_a_slow_download_is_given_up(client, shop, mug, sandbox, monkeypatch):
    url = url_of(client, shop, mug)
    monkeypatch.setattr(media, "DOWNLOAD_SECONDS", -1.0)
    before = len(sandbox.requests)
    (found,) = client.download_images([url], MOST)
    assert (found.problem, found.detail) == ("image_not_loaded", "it took too long")
    assert len(sandbox.requests) == before + 1


def test_p16_a_redirect_is_not_followed(make_client):
    elsewhere = {"Location": "https://evil.example/x.png"}
    client, wire = make_client(answer(status=302, headers=elsewhere, body=b""))
    (found,) = client.download_images([CDN], MOST)
    assert found.problem == "image_redirected"
    assert [request.url for request in wire.requests] == [CDN]


def test_p16_nothing_is_asked_of_other_hosts(make_client):
    client, wire = make_client(answer(body=a_png()))
    (found,) = client.download_images(["https://evil.example/x.png"], MOST)
    assert (found.problem, found.detail) == ("image_untrusted_host", "evil.example")
    assert not wire.requests


def test_p16_no_token_goes_along_with_a_download(make_client):
    client, wire = make_client(answer(body=a_png()))
    client.download_images([CDN], MOST)
    assert "X-Shopify-Access-Token" not in wire.requests[0].headers


def test_p16_the_time_limit_is_for_the_whole_file(monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(transport.time, "monotonic", lambda: next(ticks))
    with pytest.raises(transport.TransportFailure, match="too long"):
        transport.Transport(_Drops())._read(_Drops.answer, 99, until=3)


class _Drops:
    """Gives a file in small pieces."""

    class answer:  # noqa: N801
        headers: dict = {}

        @staticmethod
        def iter_content(_size):
            return iter([b"x"] * 50)


# === HOSTS === #


@pytest.mark.parametrize("url", [CDN, "https://my-shop.myshopify.com/cdn/shop/files/mug.png"])
def test_p16_pictures_come_from_shopifys_own_file_hosts(url):
    assert parse("my-shop").check_image_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.shopify.com/s/files/mug.png",
        "https://cdn.shopify.com:8443/mug.png",
        "https://user@cdn.shopify.com/mug.png",
        "https://cdn.shopify.com.evil.example/mug.png",
        "https://evil.example/cdn.shopify.com/mug.png",
        "https://other-shop.myshopify.com/cdn/mug.png",
        "https://storage.googleapis.com/shopify-x/mug.png",
        "https://169.254.169.254/mug.png",
        "file:///etc/passwd",
        f"http://{SANDBOX}/s/files/mug.png",
        "",
    ],
)
def test_p16_pictures_from_anywhere_else_are_refused(url):
    with pytest.raises(errors.UntrustedAddress):
        parse("my-shop").check_image_url(url)


def test_p16_a_sandbox_serves_its_own_pictures_only():
    endpoint = parse(SANDBOX, sandbox_address=SANDBOX)
    assert endpoint.check_image_url(f"http://{SANDBOX}/s/files/mug.png")
    with pytest.raises(errors.UntrustedAddress):
        endpoint.check_image_url(CDN)


# === CHANGING === #


def test_p16_order_texts_and_variants_are_changed(client, shop, mug):
    first, second = (add_media(shop, mug, a_png(n, 1)) for n in (1, 2))
    red, blue = mug["variants"]
    red["media"] = [first]
    put_on(mug, second)
    pair = {"variantId": red["id"], "mediaIds": [first["id"]]}
    moves = [{"id": second["id"], "newPosition": "0"}]
    other = {"variantId": blue["id"], "mediaIds": [first["id"]]}
    rows = (
        (documents.PRODUCT_MEDIA_REORDER, {"id": mug["id"], "moves": moves}),
        (documents.FILES_UPDATE, {"files": [{"id": first["id"], "alt": "First"}]}),
        (documents.VARIANT_MEDIA_DETACH, {"productId": mug["id"], "variantMedia": [pair]}),
        (documents.VARIANT_MEDIA_APPEND, {"productId": mug["id"], "variantMedia": [other]}),
    )
    for document, row in rows:
        (outcome,) = client.push(document, [row])
        assert outcome.succeeded, document.name
    assert mug["media"] == [second, first]
    assert first["alt"] == "First"
    assert (red["media"], blue["media"]) == ([], [first])


def test_p16_a_refused_change_says_why(client, mug):
    moves = [{"id": gid.make("MediaImage", 1), "newPosition": "0"}]
    (outcome,) = client.push(documents.PRODUCT_MEDIA_REORDER, [{"id": mug["id"], "moves": moves}])
    assert [error.code for error in outcome.user_errors] == ["MEDIA_DOES_NOT_EXIST"]
