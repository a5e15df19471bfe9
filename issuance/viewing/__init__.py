"""閲覧: who of the office looked at somebody's data, when, and what for."""
