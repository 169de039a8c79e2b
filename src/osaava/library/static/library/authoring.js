// The editor with script: focus where a button left off, and a warning before unsaved words are left behind.
(() => {
  const form = document.querySelector("form.editor");
  if (!form) return;
  const place = document.querySelector("[data-focus]");
  if (place) addEventListener("load", () => {
    place.scrollIntoView({ block: "start" });
    (place.querySelector("input:not([type=hidden]), textarea, select") || place).focus({ preventScroll: true });
  });
  let touched = form.dataset.unsaved !== undefined;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
})();
