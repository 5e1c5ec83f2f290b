"""How numbers are written where Django writes them, in languages whose own way is not basketball's."""
