"""What goes on air: outputs, their tokens, and the page that draws OGraf graphics."""
