"use strict";
// Remembers the last part of a unit that the reader reached, so that another device goes on from there. Reads data attributes only.
(() => {
  const place = document.querySelector("[data-resume]");
  const body = document.querySelector(".unit-body");
  if (!place || !body || !("IntersectionObserver" in window)) return;
  const parts = [...body.querySelectorAll("[id^='b-']")];
  let last = "";
  let sent = "";
  let timer;
  const send = () => {
    if (!last || last === sent) return;
    sent = last;
    const data = new URLSearchParams({ block: last.slice(2), csrfmiddlewaretoken: place.dataset.token });
    fetch(place.dataset.resume, { method: "POST", body: data, credentials: "same-origin", keepalive: true }).catch(() => { sent = ""; });
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) last = entry.target.id;
    clearTimeout(timer);
    timer = setTimeout(send, 3000);
  }, { rootMargin: "0px 0px -40% 0px" });
  for (const part of parts) seen.observe(part);
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  addEventListener("pagehide", send);
})();
