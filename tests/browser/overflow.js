// What sticks out at the right of the screen and lies in no box of its own that scrolls.
() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX) && at !== document.body) return true;
    }
    return false;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > wide + 1 && !scrolls(one))
    .map((one) => one.outerHTML.slice(0, 120));
}
