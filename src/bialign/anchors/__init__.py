"""Values that survive translation: numbers, dates, money, names."""
