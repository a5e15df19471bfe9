"""受付時間: a venue's opening rules as a form, and what changing them would bring about."""
