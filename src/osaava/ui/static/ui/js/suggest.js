// Search suggestions (ARIA 1.2 combobox) and the command palette, Ctrl or Command and K.
// The endpoint answers ?q=… with {"results": [{"label": "…", "url": "…", "kind": "…"}]}.
const ui = window.osaava;
let lists = 0;

const combobox = (input, list, { load, go, count }) => {
  list.id = list.id || "suggestions-" + (lists += 1);
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  const given = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" };
  for (const [key, value] of Object.entries(given)) input.setAttribute(key, value);
  let active = -1;
  let asked = 0;
  let timer;
  const options = () => [...list.children];
  const mark = (index) => {
    active = index;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = options()[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const show = (results) => {
    list.replaceChildren(...results.map((result, i) => {
      const option = ui.el("li", { role: "option", id: list.id + "-" + i, class: "suggestion", "aria-selected": "false" }, ui.el("span", {}, result.label));
      if (result.kind) option.append(" ", ui.el("small", {}, result.kind));
      option.dataset.url = result.url;
      return option;
    }));
    input.setAttribute("aria-expanded", String(results.length > 0));
    mark(-1);
    if (input.value) ui.say(ui.fill(count, { n: results.length }));
  };
  const ask = async () => {
    const mine = (asked += 1);
    const results = await load(input.value.trim()).catch(() => []);
    if (mine === asked) show(results);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 160);
  });
  input.addEventListener("keydown", (event) => {
    const length = options().length;
    if (event.key === "ArrowDown" && length) mark((active + 1) % length);
    else if (event.key === "ArrowUp" && length) mark((active - 1 + length) % length);
    else if (event.key === "Enter" && active >= 0) go(options()[active].dataset.url);
    else if (event.key === "Escape" && length && !input.closest("dialog")) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option.dataset.url);
  });
  return { ask, close };
};

const fetchSuggestions = async (url, q) => {
  if (!url || q.length < 2) return [];
  const address = new URL(url, location.href);
  address.searchParams.set("q", q);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).results || [] : [];
};
const visit = (url) => { location.href = url; };

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || !this.dataset.url) return;
    const list = ui.el("ul", { "aria-label": this.dataset.label });
    this.append(list);
    const box = combobox(input, list, { load: (q) => fetchSuggestions(this.dataset.url, q), go: visit, count: this.dataset.count });
    input.addEventListener("blur", box.close);
  }
}
customElements.define("search-suggest", SearchSuggest);

class CommandPalette extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.toggle();
    });
    document.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-open-palette]");
      if (!opener || !this.dataset.url || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.toggle(opener);
    });
  }

  links() {
    const seen = new Set();
    return [...document.querySelectorAll(".main-nav a, .section-bar a, .menu-list a, .footer a")].flatMap((link) => {
      if (seen.has(link.href)) return [];
      seen.add(link.href);
      return [{ label: link.textContent.trim(), url: link.href, kind: "" }];
    });
  }

  make() {
    const title = ui.el("h2", { id: "palette-title" }, this.dataset.title);
    const closer = ui.el("button", { type: "button", class: "icon-button", "aria-label": this.dataset.close }, ui.icon("x"));
    const input = ui.el("input", { class: "input", type: "text", "aria-label": this.dataset.label, placeholder: this.dataset.label });
    const list = ui.el("ul", { "aria-label": this.dataset.title });
    this.dialog = ui.el("dialog", { class: "palette", "aria-labelledby": "palette-title" }, ui.el("div", { class: "palette-head" }, title, closer), input, list);
    closer.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.dialog.addEventListener("close", () => this.opener?.focus());
    const load = async (q) => {
      const fitting = this.links().filter((link) => link.label.toLowerCase().includes(q.toLowerCase()));
      const found = await fetchSuggestions(this.dataset.url, q).catch(() => []);
      const all = q && this.dataset.search ? [{ label: ui.fill(this.dataset.all, { q }), url: this.dataset.search + "?q=" + encodeURIComponent(q), kind: "" }] : [];
      return [...found, ...fitting.slice(0, 8), ...all];
    };
    this.box = combobox(input, list, { load, go: visit, count: this.dataset.count });
    this.input = input;
    document.body.append(this.dialog);
  }

  toggle(opener = document.activeElement) {
    if (!this.dialog) this.make();
    if (this.dialog.open) return this.dialog.close();
    this.opener = opener;
    this.input.value = "";
    this.dialog.showModal();
    this.input.focus();
    this.box.ask();
  }
}
customElements.define("command-palette", CommandPalette);
