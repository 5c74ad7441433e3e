"""Count the unit cubes in a stack on a floor, hidden ones that must be there included."""
