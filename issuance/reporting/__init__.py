"""報告: the day and the month as tables, and the ministry's monthly layout as files."""
