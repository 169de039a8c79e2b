"use strict";
// What is written into a reflection or a note is saved when the writer pauses; the form's own script (offline-queue) does the sending.
(() => {
  const PAUSE = 2500;
  const waiting = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.matches("textarea") && event.target.closest("form[data-queue='stay']");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => form.requestSubmit(), PAUSE));
  });
  document.addEventListener("submit", (event) => clearTimeout(waiting.get(event.target)), true);

  // Completing replaces the part that held the button: the focus goes to what came instead of it.
  const place = document.querySelector("[data-resume]");
  if (!place) return;
  new MutationObserver(() => {
    const fresh = place.querySelector("#suoritus");
    if (fresh && (!document.activeElement || document.activeElement === document.body)) fresh.focus({ preventScroll: true });
  }).observe(place, { childList: true });
})();
