"""HTTP: one blueprint per noun. A view looks its rows up through the reader and commits as its last act."""
