"""The office calendar: which days are off or worked in their stead, as the office tells it itself."""
