// Sharpens reviewing: single keys, several rows at once, and confirmations in a dialog. All of it works without, too.

import { say } from "./oton.js";

const KEPT = "oton-tasten";
const FIELDS = "input:not([type='checkbox']), select, textarea, [contenteditable]";
const root = document.documentElement;

// ── single keys, which can be switched off and never catch what somebody types ──

const wanted = () => {
  try { return localStorage.getItem(KEPT) !== "aus"; } catch { return true; }
};

function remember(on) {
  try { localStorage.setItem(KEPT, on ? "an" : "aus"); } catch { /* then for this page alone */ }
}

let keys = wanted();

function tellKeys(button) {
  root.toggleAttribute("data-keys-on", keys);
  button.setAttribute("aria-pressed", String(keys));
}

function offerKeys(button) {
  button.hidden = false;
  tellKeys(button);
  button.addEventListener("click", () => {
    keys = !keys;
    remember(keys);
    tellKeys(button);
    say(keys ? "Einzelne Tasten sind an." : "Einzelne Tasten sind aus.");
  });
}

function press(event) {
  if (!keys || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest(FIELDS)) return;
  if (document.querySelector("dialog[open]")) return;
  const place = [...document.querySelectorAll("[data-key]")]
    .find((one) => one.dataset.key.split(" ").includes(event.key) && one.checkVisibility());
  if (!place) return;
  event.preventDefault();
  if (place.tagName === "SUMMARY") place.parentElement.open = !place.parentElement.open;
  else if (!pressed) place.click();
}

// Two quick presses must not decide about a statement that nobody has seen yet.
let pressed = false;
document.addEventListener("submit", () => { pressed = true; window.setTimeout(() => { pressed = false; }, 3000); });
window.addEventListener("pageshow", () => { pressed = false; });

const switches = document.querySelectorAll("[data-keys-switch]");
switches.forEach(offerKeys);
if (switches.length) document.addEventListener("keydown", press);

// ── several rows: Shift with a click or the arrow keys ticks all between ──

function tick(box, on) {
  if (box.checked === on) return;
  box.checked = on;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function offerTicks(form) {
  const boxes = [...form.elements].filter((one) => one.matches("[data-tick]"));
  const all = [...form.elements].find((one) => one.matches("[data-tick-all]"));
  const count = form.querySelector("[data-ticked]");
  let last = -1;

  const tell = () => {
    const many = boxes.filter((one) => one.checked).length;
    count.textContent = many === 1 ? "1 Aussage angekreuzt" : `${many || "Keine"} Aussage${many ? "n" : ""} angekreuzt`;
    all.checked = many === boxes.length;
    all.indeterminate = many > 0 && many < boxes.length;
  };

  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => { boxes.forEach((one) => { one.checked = all.checked; }); tell(); });
  boxes.forEach((box, place) => {
    box.addEventListener("change", tell);
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last >= 0) {
        boxes.slice(Math.min(last, place), Math.max(last, place) + 1).forEach((one) => tick(one, box.checked));
      }
      last = place;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // ticks are for Space; Enter would send the form
      const next = boxes[place + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) { tick(box, true); tick(next, true); }
      last = place;
      next.focus();
    });
  });
  tell();
}

document.querySelectorAll("[data-ticks]").forEach(offerTicks);

// ── what would happen: the answer of a form with hx-post comes in a dialog; without a script it is a page ──

const dialog = document.querySelector("[data-dialog]");

dialog?.addEventListener("htmx:afterSwap", () => {
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2")?.focus();
});
dialog?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});

// ── where one goes on after a decision, and what became of it ──

document.querySelector("[data-arrived]")?.focus();
const done = document.querySelector("[data-done]");
if (done) window.setTimeout(() => say(done.textContent.trim().replace(/\s+/g, " ")), 150);
