"""交付通知書: which notice a case has, and the number printed on it."""
