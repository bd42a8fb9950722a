// Reads quotes from the plane: under the pointer, and with the arrow keys. Draws the dots where they are too many for SVG.

const SVG = "http://www.w3.org/2000/svg";
const quotes = new Map();

async function quote(box, id) {
  if (!quotes.has(id)) {
    const address = new URL(box.dataset.quote, location.href);
    address.searchParams.set("statement", id);
    quotes.set(id, fetch(address).then((told) => (told.ok ? told.json() : null)).catch(() => null));
  }
  const found = await quotes.get(id);
  if (!found) quotes.delete(id);
  return found;
}

function draw(canvas, told) {
  const scale = window.devicePixelRatio || 1;
  const [left, top, width, height] = told.frame;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  const colours = getComputedStyle(canvas);
  const ink = [0, 1, 2, 3, 4, 5].map((place) => colours.getPropertyValue(`--plane-${place}`).trim());
  const soft = colours.getPropertyValue("--chart-line").trim();
  const shapes = told.shapes.map((path) => new Path2D(path));
  const ring = new Path2D("M.8 0A.8.8 0 1 1-.8 0A.8.8 0 1 1 .8 0Z");
  for (const [x, y, island] of told.dots) {
    const [shape, colour] = told.islands[island];
    pen.setTransform(scale * told.size, 0, 0, scale * told.size, (x - left) * scale, (y - top) * scale);
    if (shape < 0) {
      pen.strokeStyle = soft;
      pen.lineWidth = 0.4;
      pen.stroke(ring);
    } else {
      pen.fillStyle = ink[colour];
      pen.fill(shapes[shape]);
    }
  }
}

function nearest(dots, x, y, within) {
  let found = -1;
  let best = within * within;
  dots.forEach(([dx, dy], place) => {
    const far = (dx - x) ** 2 + (dy - y) ** 2;
    if (far < best) { best = far; found = place; }
  });
  return found;
}

// The next dot that way: straight ahead counts, sideways counts double, behind does not count.
function ahead(dots, from, [stepX, stepY]) {
  const [x, y] = dots[from];
  let found = from;
  let best = Infinity;
  dots.forEach(([dx, dy], place) => {
    const along = (dx - x) * stepX + (dy - y) * stepY;
    const aside = Math.abs((dx - x) * stepY) + Math.abs((dy - y) * stepX);
    const cost = along + 2 * aside;
    if (along > 0.5 && aside <= 2 * along && cost < best) { best = cost; found = place; }
  });
  return found;
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function liven(box, told) {
  const svg = box.querySelector("svg");
  const canvas = box.querySelector("canvas");
  const reader = document.querySelector("[data-plane-read]");
  const ring = document.createElementNS(SVG, "circle");
  ring.setAttribute("class", "plane-here");
  ring.setAttribute("r", Math.max(7, told.size * 2));
  let here = -1;
  let href = "";

  async function read(place) {
    if (place < 0 || place === here) return;
    here = place;
    const [x, y, , id] = told.dots[place];
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
    if (!ring.isConnected) svg.append(ring);
    const found = await quote(box, id);
    if (here !== place) return;
    reader.hidden = false;
    href = found ? found.href : "";
    const words = document.createElement("p");
    const from = document.createElement("p");
    words.textContent = found ? `„${found.text}“` : "Das Zitat kam nicht an. Bitte versuchen Sie es noch einmal.";
    if (found) {
      from.className = "muted";
      from.textContent = `${found.theme} · ${found.cite}. Mit der Eingabetaste oder einem Klick öffnen Sie die ganze Antwort.`;
    }
    reader.replaceChildren(words, from);
  }

  function intoView() {
    const scroll = box.closest(".plane-scroll");
    const [x, y] = told.dots[here];
    scroll.scrollTo({
      left: x - told.frame[0] - scroll.clientWidth / 2,
      top: y - told.frame[1] - scroll.clientHeight / 2,
    });
  }

  function under(event) {
    const seen = svg.getBoundingClientRect();
    const [left, top, width] = told.frame;
    const scale = width / seen.width;
    return nearest(told.dots, left + (event.clientX - seen.left) * scale, top + (event.clientY - seen.top) * scale, 14);
  }

  if (canvas) {
    const again = () => draw(canvas, told);
    again();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-kern-theme"] });
  }
  box.addEventListener("pointermove", (event) => read(under(event)));
  box.addEventListener("click", (event) => {
    const place = under(event);
    if (place >= 0 && place === here && href) location.assign(href);
    else read(place);
  });
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !told.dots.length) return;
    if (event.key === "Enter" && here >= 0 && href) { location.assign(href); return; }
    const step = STEPS[event.key];
    if (!step && event.key !== "Home") return;
    event.preventDefault();
    read(here < 0 || !step ? 0 : ahead(told.dots, here, step)).then(() => here >= 0 && intoView());
    if (here >= 0) intoView();
  });
  box.dataset.ready = "";
}

async function start(box) {
  const told = await fetch(box.dataset.plane).then((answer) => answer.json()).catch(() => ({ ready: false }));
  if (told.ready) liven(box, told);
}

// While it is drawn the page has a link to look again; a script looks by itself.
async function wait(place) {
  for (let tries = 0; tries < 60; tries += 1) {
    await new Promise((done) => { window.setTimeout(done, 1000); });
    const told = await fetch(place.dataset.planeWaits).then((answer) => answer.json()).catch(() => ({ ready: false }));
    if (told.ready) { location.reload(); return; }
  }
}

document.querySelectorAll("[data-plane]").forEach(start);
document.querySelectorAll("[data-plane-waits]").forEach(wait);
