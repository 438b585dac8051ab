# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop with one product and the mutations of its pictures, for the sandbox's tests."""

from server_shop import Asking
from world_common import NOON

from shopify_sandbox.clock import Clock
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.pictures import a_png

_ERRORS = "{ field message code }"
_FILE = "id alt fileStatus fileErrors { code message }"
STAGE = (
    "mutation S($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {"
    " stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }"
)
CREATE = (
    f"mutation C($files: [FileCreateInput!]!) {{ fileCreate(files: $files) {{ files {{ {_FILE} }}"
    f" userErrors {_ERRORS} }} }}"
)
UPDATE = (
    f"mutation U($files: [FileUpdateInput!]!) {{ fileUpdate(files: $files) {{ files {{ {_FILE} }}"
    f" userErrors {_ERRORS} }} }}"
)
DELETE = (
    "mutation D($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds"
    f" userErrors {_ERRORS} }} }}"
)
REORDER = (
    "mutation R($id: ID!, $moves: [MoveInput!]!) { productReorderMedia(id: $id, moves: $moves) {"
    f" job {{ id }} mediaUserErrors {_ERRORS} }} }}"
)
APPEND = (
    "mutation A($id: ID!, $pairs: [ProductVariantAppendMediaInput!]!) {"
    " productVariantAppendMedia(productId: $id, variantMedia: $pairs) {"
    f" productVariants {{ id }} userErrors {_ERRORS} }} }}"
)
DETACH = (
    "mutation D($id: ID!, $pairs: [ProductVariantDetachMediaInput!]!) {"
    " productVariantDetachMedia(productId: $id, variantMedia: $pairs) {"
    f" productVariants {{ id }} userErrors {_ERRORS} }} }}"
)
MEDIA = (
    "query M($id: ID!, $first: Int!, $after: String) { product(id: $id) {"
    " media(first: $first, after: $after) { nodes { id alt status mediaErrors { code }"
    " ... on MediaImage { mimeType image { url width height altText } } }"
    " pageInfo { hasNextPage endCursor } }"
    " featuredMedia { id } variants(first: 10) { nodes { id media(first: 1) { nodes { id } } } }"
    " } }"
)


class AskingMedia(Asking):
    """Asks a shop with a mug in two colours."""

    def __init__(self, **options):
        super().__init__(open_shop(Clock(NOON)), **options)
        self.mug = add_product(
            self.shop,
            "Mug",
            options=["Colour"],
            variants=[{"values": ("Red",)}, {"values": ("Blue",)}],
        )

    def stage(self, name="red.png", mime="image/png", resource="IMAGE", method="POST"):
        """Ask for a place to upload to: the payload."""
        entry = {"filename": name, "mimeType": mime, "resource": resource, "httpMethod": method}
        return self.data(STAGE, input=[entry])["stagedUploadsCreate"]

    def upload(self, content, name="red.png", method="POST"):
        """Upload a file and give the address by which it is taken."""
        (target,) = self.stage(name, method=method)["stagedTargets"]
        fields = {one["name"]: one["value"] for one in target["parameters"]}
        if method == "POST":
            answer = self.session.post(target["url"], data=fields, files={"file": (name, content)})
        else:
            answer = self.session.put(
                target["url"], data=content, headers={"Content-Type": "image/png"}
            )
        assert answer.status_code in (200, 201), answer.text
        return target["resourceUrl"]

    def create(self, content=None, name="red.png", **given):
        """Make a file of a picture: the payload."""
        source = self.upload(a_png() if content is None else content, name)
        return self.data(CREATE, files=[{"originalSource": source, **given}])["fileCreate"]

    def created(self, *args, **given):
        """Make a file of a picture: its id."""
        payload = self.create(*args, **given)
        assert payload["userErrors"] == []
        return payload["files"][0]["id"]

    def update(self, **given):
        """Change a file: the payload."""
        return self.data(UPDATE, files=[given])["fileUpdate"]

    def on_mug(self, *args, **given):
        """Put a new picture on the mug: its id."""
        gid = self.created(*args, **given)
        assert self.update(id=gid, referencesToAdd=[self.mug["id"]])["userErrors"] == []
        return gid

    def product(self, first=50, after=None):
        """The mug as Shopify answers."""
        return self.data(MEDIA, id=self.mug["id"], first=first, after=after)["product"]

    def media(self):
        """The mug's media."""
        return self.product()["media"]["nodes"]

    def pairs(self, document, *pairs):
        """Let variants show pictures, or not: the payload."""
        given = [{"variantId": variant["id"], "mediaIds": [media]} for variant, media in pairs]
        (payload,) = self.data(document, id=self.mug["id"], pairs=given).values()
        return payload


def codes(payload, key="userErrors"):
    """The codes of a payload's errors."""
    return [error["code"] for error in payload[key]]
