"""Charts as SVG, drawn here; colours and letters are in static/chart.css."""
