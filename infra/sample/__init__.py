"""A made-up ward: delivery lists as a real ward gets them, of people who do not exist."""
