"""受入枠: venues, and the places a ward offers residents to book."""
