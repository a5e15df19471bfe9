"""ご案内: notices for matters that need no card case: renew, reset a PIN, apply, consult."""
