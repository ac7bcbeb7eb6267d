"""What is known: claims, arrows and treatments with their studies."""
