// Sharpens what works without it: colours by choice, copying a quote with its citation, tables that sort.

const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function coloursNow() {
  return root.dataset.kernTheme ?? (dark.matches ? "dark" : "light");
}

function tellColours(button) {
  const isDark = coloursNow() === "dark";
  button.querySelector(".tool-label").textContent = isDark ? "Helle Farben" : "Dunkle Farben";
  button.querySelector(".kern-icon").className = `kern-icon kern-icon--${isDark ? "light" : "dark"}-mode`;
}

function offerColours(button) {
  button.hidden = false;
  tellColours(button);
  dark.addEventListener("change", () => tellColours(button));
  button.addEventListener("click", () => {
    const next = coloursNow() === "dark" ? "light" : "dark";
    root.dataset.kernTheme = next;
    // A cookie, so that the server writes the choice into the next page and nothing flickers.
    document.cookie = `oton-farben=${next}; path=/; max-age=31536000; samesite=lax`;
    tellColours(button);
  });
}

async function copy(button) {
  const quote = button.closest("[data-quote]");
  const text = quote.querySelector("[data-quote-text]").textContent.trim();
  const cite = quote.querySelector("[data-quote-cite]").textContent.trim();
  const label = button.querySelector(".tool-label");
  const before = label.dataset.before ?? label.textContent;
  label.dataset.before = before;
  try {
    await navigator.clipboard.writeText(`„${text}“ (${cite})`);
    label.textContent = "Kopiert";
  } catch {
    label.textContent = "Bitte mit der Maus markieren";
  }
  say(label.textContent);
  window.setTimeout(() => { label.textContent = before; }, 2500);
}

// One place on the page that screen readers listen to.
const voice = document.createElement("div");
voice.className = "kern-sr-only";
voice.setAttribute("role", "status");
document.body.append(voice);

export function say(words) {
  voice.textContent = words;
}

function sharpen(part) {
  part.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
document.querySelectorAll("[data-colours]").forEach(offerColours);
document.body.addEventListener("htmx:load", (event) => sharpen(event.target));
sharpen(document);
