// Where the focus is: its number in the order, whether it can be seen, whether it is on the screen.
() => {
  const here = document.activeElement;
  const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = here.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth;
  return [
    window.inOrder.indexOf(here),
    ringed(getComputedStyle(here)) || ringed(getComputedStyle(here, "::after")),
    inside,
    ["date", "time", "month", "datetime-local"].includes(here.type),
  ];
}
