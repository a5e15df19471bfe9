"""報告のページの部品: a day and a month as tables with words."""
