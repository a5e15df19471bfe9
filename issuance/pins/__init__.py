"""暗証番号: what kinds a card needs, how they must look, how they travel, how they are set."""
