"""What is seen of a drill while it runs: the crowd, the processes, the server, the log."""
