"""What stations and the PIN desk say and hear; a field we do not know is refused."""
