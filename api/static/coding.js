// Sharpens double coding: themes narrowed down by typing. Without it all themes stand in one list.

const form = document.querySelector("[data-coding]");

if (form) {
  const box = form.querySelector("[data-filter]");
  const field = form.querySelector("[data-filter-words]");
  const told = form.querySelector("[data-filter-told]");
  const choices = [...form.querySelectorAll("[data-choice]")];
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();

  const shown = () => choices.filter((one) => !one.hidden);
  const narrow = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    choices.forEach((one) => {
      const words = plain(one.dataset.choice);
      // What is ticked stays in sight: nobody sends what they do not see.
      const stays = one.querySelector("input").checked || wanted.every((part) => words.includes(part));
      one.hidden = !stays;
    });
    const many = shown().length;
    told.textContent = field.value ? (many === 1 ? "1 Thema" : `${many || "Keine"} Themen`) : "";
  };
  const tickFirst = () => {
    const first = shown().map((one) => one.querySelector("input")).find((input) => !input.checked);
    if (!field.value || !first) return;
    first.checked = true;
    const name = first.labels[0].firstChild.textContent.trim();
    field.value = "";
    narrow();
    told.textContent = `Angekreuzt: ${name}`;
  };

  box.hidden = false;
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (field.value) tickFirst();
      else form.requestSubmit(form.querySelector("button[value='zuordnen']"));
    } else if (event.key === "Escape") {
      field.value = "";
      narrow();
      document.querySelector("#offen").focus();
    }
  });
  field.addEventListener("click", () => field.focus());
}
