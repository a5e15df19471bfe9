"""電話予約窓口: staff of a call centre book, move and cancel for residents on the telephone.

They use the same desk, the same rules and the same places as the web. Who calls is known by
number and birthday only; no name is in this zone, so nobody can be searched for by name.
"""
