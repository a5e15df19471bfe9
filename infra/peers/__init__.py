"""`make peers`: Madoguchi and pretix on this machine, round by round; loadtests/peers.md tells."""
