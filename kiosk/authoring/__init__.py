"""What whoever writes services works with: schema, reference page, graph, scaffold. For tools, not for a terminal."""
