// Every word in every SVG of the page: [the words, their colour, the colour of the shape that lies below their middle].
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour, opacity) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, (alpha / 255) * opacity];
  };
  const over = (top, below) => top.slice(0, 3).map((value, place) => value * top[3] + below[place] * (1 - top[3]));
  const hex = (colour) => "#" + colour.slice(0, 3).map((value) => Math.round(value).toString(16).padStart(2, "0")).join("");
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = rgba(getComputedStyle(at).backgroundColor, 1);
      if (found[3] > 0) return found;
    }
    return [255, 255, 255, 1];
  };
  const shapesBelow = (text, x, y) => {
    const point = new DOMPoint(x, y);
    return [...text.ownerSVGElement.querySelectorAll("rect, path, circle, polygon")].filter((shape) => {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) return false;
      if (getComputedStyle(shape).fill === "none") return false;
      return shape.isPointInFill(point.matrixTransform(shape.getScreenCTM().inverse()));
    });
  };
  return [...document.querySelectorAll("main svg text")].filter((text) => text.textContent.trim() && text.checkVisibility()).map((text) => {
    const box = text.getBoundingClientRect();
    let ground = groundOf(text.ownerSVGElement);
    for (const shape of shapesBelow(text, box.x + box.width / 2, box.y + box.height / 2)) {
      const style = getComputedStyle(shape);
      ground = over(rgba(style.fill, style.fillOpacity * style.opacity), ground);
    }
    const style = getComputedStyle(text);
    const ink = over(rgba(style.fill, style.fillOpacity * style.opacity), ground);
    return [text.textContent.trim(), hex(ink), hex([...ground])];
  });
}
