"""交付案件: one card application's course, from the box to the holder's hand."""
