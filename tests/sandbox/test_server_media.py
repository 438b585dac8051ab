# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures of products: uploading, processing, order, variants, serving."""

import pytest
import requests
from media_common import APPEND, DELETE, DETACH, MEDIA, REORDER, AskingMedia, codes

from shopify_sandbox.world.media import add_media, put_on, replace_content
from shopify_sandbox.world.pictures import a_png, look_at, why_refused

A_TEXT = b"This is a text that somebody calls a picture."
AN_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def asking():
    return AskingMedia()


# === UPLOADING === #


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_picture_is_uploaded_and_served(asking, method):
    content = a_png(30, 20)
    source = asking.upload(content, method=method)
    assert asking.sandbox.uploads.content(source) == content


def test_only_pictures_are_staged_as_pictures(asking):
    payload = asking.stage("notes.txt", "text/plain")
    assert [error["field"] for error in payload["userErrors"]] == [["input", "0", "mimeType"]]
    assert not payload["stagedTargets"]
    assert asking.stage("notes.txt", "text/plain", resource="FILE")["stagedTargets"]


def test_nothing_is_stored_where_no_target_was_made(asking):
    answer = asking.session.put("http://127.0.0.1:8990/__uploads__/tmp/1/image/x/y.png", data=b"x")
    assert answer.status_code == 403


# === PROCESSING === #


def test_a_picture_is_processed_after_the_request_that_adds_it(asking):
    payload = asking.create(a_png(30, 20), alt="A red mug")
    (file,) = payload["files"]
    assert (file["fileStatus"], file["alt"]) == ("UPLOADED", "A red mug")
    asking.update(id=file["id"], referencesToAdd=[asking.mug["id"]])
    (media,) = asking.media()
    assert media["status"] == "READY"
    assert media["mimeType"] == "image/png"
    assert (media["image"]["width"], media["image"]["height"]) == (30, 20)
    assert media["image"]["altText"] == "A red mug"


def test_processing_takes_its_time():
    asking = AskingMedia(media_seconds=10)
    gid = asking.created()
    status = "query N($id: ID!) { node(id: $id) { ... on MediaImage { status image { url } } } }"
    assert asking.data(status, id=gid)["node"] == {"status": "PROCESSING", "image": None}
    payload = asking.update(id=gid, alt="Too early")
    assert codes(payload) == ["NON_READY_STATE"]
    asking.shop.clock.advance(seconds=11)
    assert asking.data(status, id=gid)["node"]["status"] == "READY"


def test_processing_goes_on_step_by_step():
    asking = AskingMedia(media_seconds=None)
    gid = asking.created()
    node = asking.shop.node(gid)
    statuses = [node["status"]]
    for _step in range(2):
        asking.sandbox.media.step()
        statuses.append(node["status"])
    assert statuses == ["UPLOADED", "PROCESSING", "READY"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (A_TEXT, "UNSUPPORTED_IMAGE_FILE_TYPE"),
        (AN_SVG, "UNSUPPORTED_IMAGE_FILE_TYPE"),
        (b"", "UNSUPPORTED_IMAGE_FILE_TYPE"),
        (a_png()[:20], "UNSUPPORTED_IMAGE_FILE_TYPE"),
        (a_png(padding=21 * 1024 * 1024), "INVALID_IMAGE_FILE_SIZE"),
        (a_png(5000, 4001), "INVALID_IMAGE_RESOLUTION"),
        (a_png(505, 5), "INVALID_IMAGE_ASPECT_RATIO"),
    ],
)
def test_what_is_no_good_picture_fails_when_it_is_processed(asking, content, code):
    gid = asking.created(content, "picture.jpg")
    put_on(asking.mug, asking.shop.node(gid))
    (media,) = asking.media()
    assert (media["status"], media["mediaErrors"][0]["code"]) == ("FAILED", code)
    assert media["image"] is None


def test_a_source_that_has_nothing_fails(asking):
    gid = asking.data(
        "mutation { fileCreate(files: [{originalSource: "
        '"https://elsewhere.example/x.png"}]) { files { id } } }'
    )["fileCreate"]["files"][0]["id"]
    asking.media()
    (error,) = asking.shop.node(gid)["mediaErrors"]
    assert error["code"] == "IMAGE_DOWNLOAD_FAILURE"


def test_processing_fails_when_told_to(asking):
    asking.sandbox.faults.plan("media_failed")
    gid = asking.created()
    asking.media()
    assert asking.shop.node(gid)["status"] == "FAILED"
    assert codes(asking.update(id=gid, alt="x")) == ["NON_READY_STATE"]


# === FILES === #


def test_a_picture_that_is_no_address_is_refused(asking):
    payload = asking.data(
        'mutation { fileCreate(files: [{originalSource: "picture.png"}]) {'
        " files { id } userErrors { field message code } } }"
    )["fileCreate"]
    assert payload["files"] is None
    assert codes(payload) == ["INVALID_IMAGE_SOURCE_URL"]


def test_an_alternative_text_has_at_most_512_characters(asking):
    gid = asking.created()
    assert codes(asking.update(id=gid, alt="x" * 513)) == ["ALT_VALUE_LIMIT_EXCEEDED"]
    assert codes(asking.update(id=gid, alt="x" * 512)) == []


def test_files_are_changed_all_or_none(asking):
    gid = asking.created(alt="Before")
    asking.media()
    payload = asking.data(
        "mutation U($files: [FileUpdateInput!]!) { fileUpdate(files: $files) {"
        " files { id } userErrors { field message code } } }",
        files=[{"id": gid, "alt": "After"}, {"id": "gid://shopify/MediaImage/1", "alt": "x"}],
    )["fileUpdate"]
    assert codes(payload) == ["FILE_DOES_NOT_EXIST"]
    assert asking.shop.node(gid)["alt"] == "Before"


def test_a_product_has_at_most_250_media(asking):
    for _number in range(250):
        add_media(asking.shop, asking.mug, a_png(1, 1))
    gid = asking.created()
    payload = asking.update(id=gid, referencesToAdd=[asking.mug["id"]])
    assert codes(payload) == ["PRODUCT_MEDIA_LIMIT_EXCEEDED"]


def test_a_picture_that_is_taken_off_leaves_its_variants_too(asking):
    gid = asking.on_mug()
    asking.pairs(APPEND, (asking.mug["variants"][0], gid))
    asking.update(id=gid, referencesToRemove=[asking.mug["id"]])
    product = asking.product()
    assert product["media"]["nodes"] == []
    assert product["variants"]["nodes"][0]["media"]["nodes"] == []


def test_a_deleted_file_is_gone_everywhere(asking):
    gid = asking.on_mug()
    url = asking.media()[0]["image"]["url"]
    assert asking.data(DELETE, ids=[gid])["fileDelete"]["deletedFileIds"] == [gid]
    assert asking.media() == []
    assert asking.session.get(url).status_code == 404
    assert codes(asking.data(DELETE, ids=[gid])["fileDelete"]) == ["FILE_DOES_NOT_EXIST"]


def test_two_files_of_one_name_lie_apart(asking):
    first, second = asking.on_mug(), asking.on_mug(a_png(9, 9))
    urls = {media["id"]: media["image"]["url"] for media in asking.media()}
    assert "/red.png?" in urls[first]
    assert "/red_" in urls[second]


def test_the_scope_write_files_is_needed():
    asking = AskingMedia(scopes=("write_products", "read_products"))
    error = asking.error('mutation { fileUpdate(files: [{id: "x"}]) { userErrors { code } } }')
    assert error["extensions"]["code"] == "ACCESS_DENIED"


# === ORDER, PAGES === #


def test_media_have_pages_in_their_order(asking):
    gids = [add_media(asking.shop, asking.mug, a_png(n, 1))["id"] for n in range(1, 6)]
    first = asking.product(first=2)["media"]
    assert [media["id"] for media in first["nodes"]] == gids[:2]
    rest = asking.product(first=5, after=first["pageInfo"]["endCursor"])["media"]
    assert [media["id"] for media in rest["nodes"]] == gids[2:]
    assert not rest["pageInfo"]["hasNextPage"]


def test_moves_are_carried_out_one_after_the_other(asking):
    one, two, three = (add_media(asking.shop, asking.mug, a_png(n, 1))["id"] for n in (1, 2, 3))
    moves = [{"id": three, "newPosition": "0"}, {"id": one, "newPosition": "9"}]
    payload = asking.data(REORDER, id=asking.mug["id"], moves=moves)["productReorderMedia"]
    assert payload["mediaUserErrors"] == []
    product = asking.product()
    assert [media["id"] for media in product["media"]["nodes"]] == [three, two, one]
    assert product["featuredMedia"]["id"] == three


def test_only_media_of_the_product_are_moved(asking):
    moves = [{"id": asking.created(), "newPosition": "0"}]
    payload = asking.data(REORDER, id=asking.mug["id"], moves=moves)["productReorderMedia"]
    assert codes(payload, "mediaUserErrors") == ["MEDIA_DOES_NOT_EXIST"]


# === VARIANTS === #


def test_a_variant_shows_one_picture_of_its_product(asking):
    red, blue = asking.mug["variants"]
    first, second, foreign = asking.on_mug(), asking.on_mug(), asking.created()
    assert codes(asking.pairs(APPEND, (red, first), (blue, second))) == []
    shown = [variant["media"]["nodes"] for variant in asking.product()["variants"]["nodes"]]
    assert shown == [[{"id": first}], [{"id": second}]]
    for pairs, code in (
        ([(red, second)], "PRODUCT_VARIANT_ALREADY_HAS_MEDIA"),
        ([(red, foreign)], "MEDIA_DOES_NOT_EXIST_ON_PRODUCT"),
        ([(red, first), (red, second)], "PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES"),
        ([({"id": foreign}, first)], "PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT"),
    ):
        assert code in codes(asking.pairs(APPEND, *pairs))
    assert codes(asking.pairs(DETACH, (red, second))) == ["MEDIA_IS_NOT_ATTACHED_TO_VARIANT"]
    assert codes(asking.pairs(DETACH, (red, first))) == []
    assert codes(asking.pairs(APPEND, (red, second))) == []


def test_a_variant_shows_only_pictures_that_are_ready():
    asking = AskingMedia(media_seconds=10)
    gid = asking.created()
    put_on(asking.mug, asking.shop.node(gid))
    payload = asking.pairs(APPEND, (asking.mug["variants"][0], gid))
    assert codes(payload) == ["NON_READY_MEDIA"]


# === SERVING === #


def a_url(asking, content=None):
    add_media(asking.shop, asking.mug, a_png() if content is None else content)
    return asking.media()[-1]["image"]["url"]


def test_files_are_served_with_their_type(asking):
    content = a_png(3, 4)
    answer = asking.session.get(a_url(asking, content))
    assert (answer.content, answer.headers["Content-Type"]) == (content, "image/png")


def test_what_is_wanted_of_a_picture_stands_in_its_address(asking):
    a_url(asking)
    query = MEDIA.replace("image { url", "image { url(transform: {maxWidth: 1920, maxHeight: 99})")
    data = asking.data(query, id=asking.mug["id"], first=1)
    url = data["product"]["media"]["nodes"][0]["image"]["url"]
    assert url.endswith("&width=1920&height=99")
    assert asking.session.get(url).ok


def test_a_replaced_file_has_another_address(asking):
    before = a_url(asking)
    replace_content(asking.shop, asking.mug["media"][0], a_png(9, 9))
    after = asking.media()[0]["image"]["url"]
    assert before != after
    assert before.partition("?")[0] == after.partition("?")[0]


def test_a_file_that_is_not_there_is_not_found(asking):
    url = a_url(asking).replace(".png", "2.png")
    assert asking.session.get(url).status_code == 404


def test_downloads_go_wrong_when_told_to(asking):
    url = a_url(asking)
    for kind in ("404", "redirect", "wrong_type", "503"):
        asking.sandbox.faults.plan(kind, operation="/s/files/")
    asking.media()
    answers = [asking.session.get(url, allow_redirects=False) for _each in range(4)]
    assert [answer.status_code for answer in answers] == [404, 302, 200, 503]
    assert "elsewhere" in answers[1].headers["Location"]
    assert look_at(answers[2].content) is None
    asking.sandbox.faults.plan("cut_off", operation="/s/files/")
    with pytest.raises(requests.exceptions.RequestException):
        asking.session.get(url)


def test_downloads_are_counted(asking):
    asking.session.get(a_url(asking))
    assert asking.sandbox.statistics.by_operation["/s/files/"] == 1


# === WHAT BYTES ARE === #


@pytest.mark.parametrize(
    ("content", "mime", "size"),
    [
        (b"GIF89a\x07\x00\x05\x00" + b"\x00" * 9, "image/gif", (7, 5)),
        (
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07" + b"\x00" * 9,
            "image/jpeg",
            (7, 5),
        ),
        (b"RIFF....WEBPVP8X" + b"\x00" * 8 + b"\x06\x00\x00\x04\x00\x00", "image/webp", (7, 5)),
        (b"\x00\x00\x00\x18ftypheic....ispe\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\x00\x05",
         "image/heic", (7, 5)),
    ],
)  # fmt: skip
def test_pictures_are_known_by_their_bytes(content, mime, size):
    found = look_at(content)
    assert (found.mime, found.width, found.height) == (mime, *size)
    assert why_refused(content) is None
