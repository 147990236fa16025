"""Which article translates which, in two collections."""
