"""Letters (お知らせメール): optional e-mail to residents, one for each fact that concerns them."""
