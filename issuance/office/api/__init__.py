"""JSON over HTTP for the counter stations and the PIN desk."""
