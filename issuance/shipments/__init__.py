"""郵送: mail classes, tracking numbers, why mail comes back."""
