// Forms marked data-queue are sent by fetch with their idempotency key. What cannot be sent waits in this browser,
// survives a reload and goes out in order when the connection is back. Refused answers are shown, never sent again by themselves.
// data-queue="stay": stay on the page and show when it was saved; otherwise, and for a button marked data-go, go where the answer leads.
// data-autosave: send on every change.
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
      // a page that shows the form again, with or without errors: let the browser fetch it the ordinary way, under the same key
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
