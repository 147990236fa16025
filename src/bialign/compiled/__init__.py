"""What is compiled from C where there is a compiler, several times faster than Python and numpy."""
