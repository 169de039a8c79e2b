// The choice of light, dark or automatic, without loading the page again. Without script the form posts and comes back.
const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const scheme = document.querySelector('meta[name="color-scheme"]');
  if (scheme) scheme.content = theme === "auto" ? "light dark" : theme;
  for (const button of document.querySelectorAll('[data-theme-form] button[name="theme"]')) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
  const body = new URLSearchParams({ theme });
  fetch(form.action, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": window.osaava.cookie("csrftoken") } }).catch(() => {});
});
