"""What does the tasks of a build: processes of this machine, or a Ray cluster."""
