# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Files: creating, describing, putting them on products and taking them off, deleting."""

from ..execution.registry import mutation
from ..world.media import (
    MOST_OF_A_PRODUCT,
    delete_media,
    describe,
    put_on,
    set_status,
    take_off,
)
from .answers import user_error
from .media_input import NOT_THERE, TOO_MANY, alt_errors, create, source_errors

NOT_READY = "Non-ready files are not supported."


@mutation("fileCreate")
def file_create(context, arguments):
    """Add pictures that belong to no product yet."""
    given = arguments["files"]
    errors = [
        error
        for number, entry in enumerate(given)
        for error in source_errors(entry, ["files", str(number)])
    ]
    if errors:
        return {"files": None, "userErrors": errors}
    return {"files": [create(context, entry) for entry in given], "userErrors": []}


@mutation("fileUpdate")
def file_update(context, arguments):
    """Change files, all or none of them."""
    asked = [_FileUpdate(context, entry, number) for number, entry in enumerate(arguments["files"])]
    errors = [error for each in asked for error in each.errors]
    if errors:
        return {"files": None, "userErrors": errors}
    for each in asked:
        each.apply()
    return {"files": [each.media for each in asked], "userErrors": []}


class _FileUpdate:
    """A given change of one file, checked."""

    def __init__(self, context, given, number):
        self.context = context
        self.given = given
        self.place = ["files", str(number)]
        self.media = context.node(given["id"], "MediaImage")
        self.errors: list[dict] = []
        if self.media is None:
            self._error("id", NOT_THERE, "FILE_DOES_NOT_EXIST")
            return
        if self.media["status"] != "READY":
            self._error("id", NOT_READY, "NON_READY_STATE")
        self.errors += alt_errors(given, self.place)
        self.added = self._products("referencesToAdd")
        self.removed = self._products("referencesToRemove")
        for product in self.added:
            if len(product["media"]) >= MOST_OF_A_PRODUCT:
                self._error("referencesToAdd", TOO_MANY, "PRODUCT_MEDIA_LIMIT_EXCEEDED")

    def _error(self, key, message, code):
        self.errors.append(user_error([*self.place, key], message, code))

    def _products(self, key):
        found = [self.context.node(gid, "Product") for gid in self.given.get(key) or ()]
        if None in found:
            message = "The target resource does not exist."
            self._error(key, message, "REFERENCE_TARGET_DOES_NOT_EXIST")
        return [product for product in found if product]

    def apply(self):
        shop = self.context.shop
        if "alt" in self.given:
            describe(self.media, self.given["alt"])
        for product in self.removed:
            take_off(shop, product, self.media)
        for product in self.added:
            put_on(product, self.media)
        if self.given.get("originalSource"):
            source = self.given["originalSource"]
            self.media["_content"] = self.context.sandbox.uploads.content(source)
            set_status(self.media, "UPLOADED")
            self.context.sandbox.media.add(self.media)
        shop.touch(self.media)
        for product in self.media["_products"]:
            shop.touch(product)


@mutation("fileDelete")
def file_delete(context, arguments):
    """Delete files, all or none of them; products no longer show them."""
    gids = arguments["fileIds"]
    found = [context.node(gid, "MediaImage") for gid in gids]
    if None in found:
        error = user_error(["fileIds"], NOT_THERE, "FILE_DOES_NOT_EXIST")
        return {"deletedFileIds": None, "userErrors": [error]}
    for media in found:
        delete_media(context.shop, media)
    return {"deletedFileIds": gids, "userErrors": []}
