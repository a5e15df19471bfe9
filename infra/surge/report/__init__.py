"""The verdict first, then the evidence; and the runs before."""
