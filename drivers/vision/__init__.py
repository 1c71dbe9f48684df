"""What can be told from a picture: the page on the table and how good it is, codes and their texts."""
