"""One module a scenario; its `USERS` are the Locust classes that a drill lets come."""
