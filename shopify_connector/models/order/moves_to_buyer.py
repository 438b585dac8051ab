# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Carry out stock moves that bring goods to the buyer, through all steps (O14, F7).

Goods may have to be picked and packed before they leave, and a kit leaves as its components: each
has moves of its own.
"""


def leads_to_buyer(move):
    """Tell whether a move, or one that follows it, brings goods to the buyer."""
    last = move.location_final_id or move.location_dest_id
    is_return = move.origin_returned_move_id or move._is_incoming()
    return move.state != "cancel" and last._is_outgoing() and not is_return


def by_component(moves):
    """Return moves by the component of a kit that they bring, as lists of their own."""
    if "bom_line_id" not in moves._fields:
        # Only an Odoo with Manufacturing has kits.
        return [moves] if moves else []
    return list(moves.grouped("bom_line_id").values())


def quantity_of_a_unit(moves, sale_line):
    """Return how much of a component's moves a unit of a sale order line is: each piece goes
    through one first move, however many follow."""
    first = moves.filtered(lambda move: not move.move_orig_ids)
    ordered = sale_line.product_uom_qty
    return sum(first.mapped("product_uom_qty")) / ordered if ordered else 0


def room(move):
    """Return how much a move can still bring that no open move before it has to bring first."""
    if is_over(move):
        return 0
    before = move.move_orig_ids.filtered(lambda one: not is_over(one))
    return move.product_uom_qty - sum(before.mapped("product_uom_qty"))


def is_over(move):
    """Tell whether nothing more is done with a move."""
    return move.state in ("done", "cancel")


def spread(moves, quantity, key=None):
    """Spread a quantity over moves, as far as they have room.

    :param key: sorts the moves that go first
    :return: dict of quantities by move
    """
    wanted = {}
    for move in moves.sorted(key) if key else moves:
        part = move.product_uom.round(min(quantity, room(move)))
        if part > 0:
            wanted[move] = part
            quantity -= part
    return wanted


def limit(moves, quantity):
    """Let a component's moves want at most a quantity; none of what will never leave."""
    waiting = moves.filtered(lambda move: not is_over(move))
    if not quantity:
        waiting._action_cancel()
        return
    for move in waiting:
        wanted = move.product_uom.round(quantity)
        if wanted < move.product_uom_qty:
            move.product_uom_qty = wanted


def deliver_moves(wanted):
    """Carry out quantities of open moves, and of those that follow until the buyer has the goods.

    :param dict wanted: quantities by ``stock.move``
    """
    while wanted:
        moves = next(iter(wanted)).union(*wanted)
        others = moves.picking_id.move_ids - moves
        others.filtered(lambda move: not is_over(move)).picked = False
        for move, quantity in wanted.items():
            move.quantity = quantity
            move.picked = True
        moves.picking_id.with_context(skip_backorder=True, skip_sms=True).button_validate()
        wanted = _following(wanted)


def _following(done):
    """Return how much of which moves is to be carried out next."""
    wanted = {}
    for move, quantity in done.items():
        left = 0 if move._is_outgoing() else quantity
        for target in move.move_dest_ids.filtered(lambda one: not is_over(one)):
            part = min(left, target.product_uom_qty)
            if part > 0:
                wanted[target] = wanted.get(target, 0) + part
                left -= part
    return wanted
