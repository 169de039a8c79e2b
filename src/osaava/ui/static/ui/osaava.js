"use strict";
(()=>{
const root = document.documentElement;
root.classList.add("has-script");
const ui = (window.osaava = window.osaava || {});
ui.say = (text, urgent = false) => {
const region = document.getElementById(urgent ? "live-assertive" : "live-polite");
if (!region) return;
region.textContent = "";
setTimeout(() => { region.textContent = text; }, 60);
};
ui.fill = (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
ui.cookie = (name) => {
const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
};
ui.clock = (when = new Date()) => {
const two = (n) => String(n).padStart(2, "0");
return two(when.getHours()) + (root.lang.startsWith("en") ? ":" : ".") + two(when.getMinutes());
};
ui.key = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join(""));
ui.el = (name, attributes = {}, ...children) => {
const element = document.createElement(name);
for (const [key, value] of Object.entries(attributes)) {
if (value === true) element.setAttribute(key, "");
else if (value !== false && value != null) element.setAttribute(key, value);
}
element.append(...children);
return element;
};
ui.icon = (name) => {
const space = "http://www.w3.org/2000/svg";
const svg = document.createElementNS(space, "svg");
const use = document.createElementNS(space, "use");
const sprite = document.querySelector("[data-icons]");
use.setAttribute("href", (sprite ? sprite.dataset.icons : "") + "#" + name);
svg.setAttribute("class", "icon");
svg.setAttribute("aria-hidden", "true");
svg.append(use);
return svg;
};
})();
(()=>{
const KEY = "osaava.map-still";
const set = (map, name, value) => {
map.dataset[name] = value;
for (const link of map.querySelectorAll(`[data-map-set="${name}"]`)) {
if (link.dataset.value === value) link.setAttribute("aria-current", "true");
else link.removeAttribute("aria-current");
}
if (name !== "overlay") return;
const label = value === "role" ? "nameRole" : "nameProgress";
for (const house of map.querySelectorAll(".house")) if (house.dataset[label]) house.setAttribute("aria-label", house.dataset[label]);
};
const still = (map, value) => {
map.toggleAttribute("data-still", value);
const button = map.querySelector("[data-map-motion]");
if (button) button.textContent = value ? button.dataset.start : button.dataset.stop;
};
for (const map of document.querySelectorAll("[data-campus-map]")) {
let quiet = false;
try { quiet = localStorage.getItem(KEY) === "1"; } catch { /* private window: the choice lasts for this page */ }
if (quiet) still(map, true);
map.addEventListener("click", (event) => {
const link = event.target.closest("[data-map-set]");
if (link && !event.metaKey && !event.ctrlKey) {
event.preventDefault();
set(map, link.dataset.mapSet, link.dataset.value);
const address = new URL(location.href);
for (const [key, value] of new URL(link.href).searchParams) address.searchParams.set(key, value);
history.replaceState(null, "", address);
}
if (event.target.closest("[data-map-motion]")) {
const value = !map.hasAttribute("data-still");
still(map, value);
try { localStorage.setItem(KEY, value ? "1" : "0"); } catch { /* as above */ }
}
});
}
})();
(()=>{
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
})();
(()=>{
const open = () => [...document.querySelectorAll("details.menu[open]")];
document.addEventListener("keydown", (event) => {
if (event.key !== "Escape") return;
for (const menu of open()) {
menu.open = false;
if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
}
});
document.addEventListener("click", (event) => {
for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusin", (event) => {
for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
})();
(()=>{
const ui = window.osaava;
const STORE = "osaava.queue";
const RETRY_EVERY = 30000;
const read = () => {
try { return JSON.parse(localStorage.getItem(STORE) || "[]"); } catch { return []; }
};
const write = (entries) => {
try {
localStorage.setItem(STORE, JSON.stringify(entries));
return true;
} catch { return false; }
};
const change = (id, values) => write(read().flatMap((entry) => (entry.id !== id ? [entry] : values ? [{ ...entry, ...values }] : [])));
const alone = (work) => (navigator.locks ? navigator.locks.request(STORE, work) : work());
class OfflineQueue extends HTMLElement {
connectedCallback() {
this.className = "offline-banner";
this.setAttribute("role", "status");
document.addEventListener("submit", (event) => {
const form = event.target;
if (!form.matches("form[data-queue]") || event.defaultPrevented) return;
if ([...form.elements].some((field) => field.type === "file" && field.files.length)) return;
if (event.submitter?.name === "move") return;
event.preventDefault();
this.submit(form, event.submitter);
});
document.addEventListener("change", (event) => {
const form = event.target.form;
if (form?.matches("form[data-queue][data-autosave]")) this.submit(form, null);
});
window.addEventListener("online", () => this.flush());
document.addEventListener("visibilitychange", () => { if (!document.hidden) this.flush(); });
setInterval(() => { if (this.waiting().length) this.flush(); }, RETRY_EVERY);
this.show();
this.flush();
}
mine() { return read().filter((entry) => entry.owner === this.dataset.owner); }
waiting() { return this.mine().filter((entry) => !entry.refused); }
async submit(form, submitter) {
const data = new FormData(form, submitter || undefined);
data.delete("csrfmiddlewaretoken");
const field = form.elements.namedItem("idempotency_key");
const key = field?.value || ui.key();
if (field) field.value = ui.key();
data.set("idempotency_key", key);
const entry = { id: ui.key(), owner: this.dataset.owner, url: submitter?.hasAttribute("formaction") ? submitter.formAction : form.action, body: String(new URLSearchParams(data)), key, page: location.href, at: Date.now() };
const queue = this.waiting();
const earlier = form.hasAttribute("data-autosave") && queue.find((other) => other.url === entry.url && other !== queue[0]);
if (!queue.length) {
const outcome = await this.send(entry);
if (outcome.state !== "waiting") return this.settle(form, entry, outcome, submitter);
}
const kept = earlier ? change(earlier.id, { body: entry.body, key }) : write([...read(), entry]);
this.status(form, kept ? "waiting" : "failed", kept ? this.dataset.stored : this.dataset.rejected);
this.show();
if (queue.length) this.flush();
}
async send(entry) {
const body = new URLSearchParams(entry.body);
const token = ui.cookie("csrftoken");
if (token) body.set("csrfmiddlewaretoken", token);
try {
const answer = await fetch(entry.url, { method: "POST", body, credentials: "same-origin", headers: { "X-Idempotency-Key": entry.key, "X-CSRFToken": token, Accept: "text/html, application/json" } });
const signIn = this.dataset.signIn && answer.redirected && new URL(answer.url).pathname.startsWith(this.dataset.signIn);
if (signIn || answer.status === 401) return { state: "waiting", signIn: true };
if (answer.ok) return { state: "sent", answer };
if (answer.status >= 400 && answer.status < 500 && ![403, 408, 425, 429].includes(answer.status)) return { state: "refused", answer };
return { state: "waiting", signIn: answer.status === 403 };
} catch {
return { state: "waiting" };
}
}
async settle(form, entry, { state, answer }, submitter) {
const stay = form.dataset.queue === "stay" && !submitter?.hasAttribute("data-go");
if (!stay && state === "sent" && answer.redirected) {
location.href = answer.url;
return;
}
if (!stay) {
const field = form.elements.namedItem("idempotency_key");
if (field) field.value = entry.key;
if (submitter?.name) form.append(ui.el("input", { type: "hidden", name: submitter.name, value: submitter.value }));
HTMLFormElement.prototype.submit.call(form);
return;
}
if (state === "refused") {
this.status(form, "failed", this.dataset.rejected);
ui.say(this.dataset.rejected, true);
return;
}
const part = form.dataset.queueTarget && document.querySelector(form.dataset.queueTarget);
if (part) {
const page = new DOMParser().parseFromString(await answer.text(), "text/html");
const fresh = page.querySelector(form.dataset.queueTarget);
if (fresh) part.replaceWith(fresh);
}
const words = ui.fill(this.dataset.saved, { time: ui.clock() });
this.status(form, "saved", words);
if (!this.said) ui.say(words);
this.said = true;
form.dispatchEvent(new CustomEvent("queue:sent", { bubbles: true }));
}
status(form, state, words) {
const place = form.querySelector("[data-queue-status]") || document.querySelector("[data-queue-status]:not(form *)");
if (!place) return;
const icon = { saved: "check", waiting: "clock", failed: "circle-alert" }[state];
place.replaceChildren(ui.el("span", { class: "status-line", "data-state": state }, ui.icon(icon), ui.el("span", {}, words)));
}
async flush() {
if (!this.waiting().length) return;
await alone(async () => {
let sent = 0;
this.signIn = false;
for (const entry of this.waiting()) {
const outcome = await this.send(entry);
if (outcome.state === "waiting") {
this.signIn = Boolean(outcome.signIn);
break;
}
if (outcome.state === "sent") sent += 1;
change(entry.id, outcome.state === "refused" ? { refused: outcome.answer.status } : null);
}
if (sent && !this.waiting().length) {
ui.say(this.dataset.sent);
for (const place of document.querySelectorAll('[data-queue-status] [data-state="waiting"]')) {
place.replaceWith(ui.el("span", { class: "status-line", "data-state": "saved" }, ui.icon("check"), ui.el("span", {}, ui.fill(this.dataset.saved, { time: ui.clock() }))));
}
}
});
this.show();
}
show() {
const waiting = this.waiting();
const refused = this.mine().filter((entry) => entry.refused);
this.hidden = !waiting.length && !refused.length;
this.replaceChildren();
if (waiting.length) {
const words = this.signIn ? this.dataset.sessionEnded : waiting.length === 1 ? this.dataset.waitingOne : ui.fill(this.dataset.waitingMany, { n: waiting.length });
this.append(ui.icon(this.signIn ? "log-in" : "cloud-off"), ui.el("span", {}, words));
if (this.signIn && this.dataset.signIn) {
this.append(ui.el("a", { href: this.dataset.signIn + "?next=" + encodeURIComponent(location.pathname + location.search) }, this.dataset.signInLabel));
} else {
const again = ui.el("button", { type: "button", class: "button button-link" }, this.dataset.retryLabel);
again.addEventListener("click", () => this.flush());
this.append(again);
}
}
for (const entry of refused) this.append(this.refusal(entry));
}
refusal(entry) {
const texts = [...new URLSearchParams(entry.body)].filter(([name]) => name !== "idempotency_key").map(([, value]) => value);
const remove = ui.el("button", { type: "button", class: "button button-link" }, this.dataset.removeLabel);
remove.addEventListener("click", () => {
change(entry.id, null);
this.show();
});
return ui.el(
"div",
{ class: "offline-refused" },
ui.icon("circle-alert"),
ui.el("span", {}, this.dataset.rejected),
ui.el("a", { href: entry.page }, this.dataset.pageLabel),
ui.el("details", {}, ui.el("summary", {}, this.dataset.textLabel), ui.el("p", {}, texts.join("\n"))),
remove,
);
}
}
customElements.define("offline-queue", OfflineQueue);
})();
(()=>{
class OrderList extends HTMLElement {
connectedCallback() {
this.addEventListener("click", (event) => {
const button = event.target.closest("[data-move]");
if (!button) return;
event.preventDefault();
const item = button.closest("li");
const step = Number(button.dataset.move);
const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
if (!other) return;
if (step < 0) other.before(item);
else other.after(item);
this.settle(item);
const name = item.querySelector(".order-text").textContent.trim();
const items = [...this.querySelectorAll("li")];
window.osaava.say(window.osaava.fill(this.dataset.moved, { name, n: items.indexOf(item) + 1, total: items.length }));
button.focus();
});
}
settle(moved) {
for (const item of this.querySelectorAll("li")) {
item.removeAttribute("data-state");
item.querySelector(".quiz-explanation")?.remove();
item.classList.toggle("has-moved", item === moved);
item.querySelector('[data-move="-1"]').toggleAttribute("aria-disabled", false);
item.querySelector('[data-move="1"]').toggleAttribute("aria-disabled", false);
}
this.querySelector('li:first-child [data-move="-1"]').setAttribute("aria-disabled", "true");
this.querySelector('li:last-child [data-move="1"]').setAttribute("aria-disabled", "true");
}
}
customElements.define("order-list", OrderList);
})();
(()=>{
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
})();
(()=>{
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
})();
(()=>{
class UndoBar extends HTMLElement {
connectedCallback() {
this.left = Number(this.dataset.seconds || 10);
this.held = false;
for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => { this.held = true; });
for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => { this.held = false; });
const words = this.querySelector("span");
if (words) window.osaava.say(words.textContent.trim() + " " + this.querySelector("button").textContent.trim());
this.timer = setInterval(() => {
if (!this.held && !document.hidden && --this.left <= 0) this.remove();
}, 1000);
}
disconnectedCallback() {
clearInterval(this.timer);
}
}
customElements.define("undo-bar", UndoBar);
})();
