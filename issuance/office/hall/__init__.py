"""受付まわり: what residents see in the hall, on browsers that the office has paired."""
