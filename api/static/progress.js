// Follows long work by server-sent events; without it the page is refreshed by a link.
const box = document.querySelector("[data-progress]");

if (box) {
  const sentence = box.querySelector("[data-progress-sentence]");
  const left = box.querySelector("[data-progress-left]");
  const bar = box.querySelector("[data-progress-bar]");
  for (const link of box.querySelectorAll("[data-without-script]")) link.hidden = true;

  const say = (place, words) => {
    if (place.textContent !== words) place.textContent = words;
  };

  const show = (told) => {
    say(sentence, told.sentence);
    say(left, told.left);
    if (told.total) {
      bar.max = told.total;
      bar.value = told.done;
    } else {
      bar.removeAttribute("value");
    }
  };

  const source = new EventSource(box.dataset.progress);
  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  source.addEventListener("over", (event) => {
    source.close();
    show(JSON.parse(event.data));
    location.replace(location.pathname);
  });
  window.addEventListener("pagehide", () => source.close());
}
