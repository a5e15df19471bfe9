"""The only room with personal data: encrypted with a key per person, correctable, erasable."""
