// Small helps for forms: focus to the error summary, the count of characters, filters that answer at once.
const ui = window.osaava;

const focusErrors = (scope) => {
  const summary = scope.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  return Boolean(summary);
};
focusErrors(document);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field, fieldset") || field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});

class CharCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.getAttribute("for"));
    const text = this.querySelector(".field-count");
    if (!field || !text) return;
    const limit = Number(this.dataset.limit);
    let waiting;
    const show = () => {
      const left = limit - [...field.value].length;
      const words = ui.fill(left < 0 ? this.dataset.over : this.dataset.left, { n: Math.abs(left) });
      text.textContent = words;
      text.toggleAttribute("data-over", left < 0);
      clearTimeout(waiting);
      if (left < limit * 0.1) waiting = setTimeout(() => ui.say(words), 1200);
    };
    field.addEventListener("input", show);
    if (field.value) show();
  }
}
customElements.define("char-count", CharCount);

// A filter form with data-target="#id" fetches the page it would lead to and takes that part of it. Focus stays where it was.
const refresh = async (form) => {
  const target = document.querySelector(form.dataset.target);
  const query = new URLSearchParams(new FormData(form));
  for (const [key, value] of [...query]) if (!value) query.delete(key);
  const address = form.action.split("?")[0] + (String(query) ? "?" + query : "");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!target || !answer.ok) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(form.dataset.target);
  if (!fresh) return form.submit();
  target.replaceChildren(...fresh.childNodes);
  history.replaceState(null, "", address);
  const count = target.querySelector("[data-list-count]");
  if (count) ui.say(count.textContent.trim());
};
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit][data-target]");
  if (form && !event.target.matches("[type=search], [type=text]")) refresh(form).catch(() => form.submit());
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-autosubmit][data-target]")) return;
  event.preventDefault();
  refresh(form).catch(() => form.submit());
});

// htmx: token from the cookie, focus to the new heading or the error summary.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = ui.cookie("csrftoken");
});
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.target || event.target;
  if (!part || focusErrors(part)) return;
  const heading = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
});
