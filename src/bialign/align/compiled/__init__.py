"""What is compiled from C where there is a compiler: scores of beads and sums over paths, several times faster."""
