"""本人確認: which documents prove who has come, and when the card may travel by post."""
