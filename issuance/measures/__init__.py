"""数値: what the board shows, as pure figures with exact definitions; units stand in the names."""
