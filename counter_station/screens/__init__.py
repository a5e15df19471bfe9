"""画面: what the clerk and the resident see at the counter; controllers translate, nothing else."""
