"""来庁: a party at the counter: call, identity, PINs, how the card travels, done."""
