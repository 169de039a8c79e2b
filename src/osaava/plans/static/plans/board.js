// The board with script: a chosen column takes the card at once, and cards can be dragged. The menu does everything without it.
class PlanBoard extends HTMLElement {
  connectedCallback() {
    this.ready();
    this.addEventListener("submit", (event) => this.begin(event));
    this.addEventListener("htmx:afterSwap", () => { this.settle(); });
    for (const name of ["htmx:sendError", "htmx:responseError"]) this.addEventListener(name, (event) => this.back(event));
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => { this.clear(); });
  }

  ready() {
    for (const card of this.querySelectorAll(".board-card")) {
      if (card.querySelector(".plan-move")) card.draggable = true;
    }
  }

  column(goal, state) {
    return goal.querySelector(`[data-column="${CSS.escape(state)}"] .board-cards`);
  }

  // The answer of the server replaces the goal's part; until then the card stands where it was sent.
  begin(event) {
    const card = event.target.closest(".board-card");
    const button = event.submitter;
    if (!card || !button || button.name !== "to") return;
    this.moved = card.dataset.action;
    this.place = { card, next: card.nextElementSibling, list: card.parentElement };
    card.querySelector("details").open = false;
    const list = this.column(card.closest(".goal-board"), button.value);
    queueMicrotask(() => { if (list) list.append(card); });
    card.dataset.state = "moving";
  }

  settle() {
    this.ready();
    if (!this.moved) return;
    const card = document.getElementById(`toimenpide-${this.moved}`);
    this.moved = this.place = null;
    if (card) (card.querySelector(".plan-move > summary") || card.querySelector("a")).focus({ preventScroll: true });
  }

  back(event) {
    if (event.detail.xhr && event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    if (this.place) this.place.list.insertBefore(this.place.card, this.place.next);
    this.moved = this.place = null;
    window.osaava.say(this.dataset.failed, true);
  }

  lift(event) {
    const card = event.target.closest && event.target.closest(".board-card");
    if (!card || event.target !== card) return;
    this.held = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.action);
  }

  over(event) {
    const column = event.target.closest(".board-column");
    if (!this.held || !column || column.closest(".goal-board") !== this.held.closest(".goal-board")) return;
    event.preventDefault();
    for (const other of this.querySelectorAll(".is-over")) other.classList.remove("is-over");
    column.classList.add("is-over");
  }

  drop(event) {
    const column = event.target.closest(".board-column");
    const card = this.held;
    this.clear();
    if (!card || !column || column.closest(".goal-board") !== card.closest(".goal-board")) return;
    event.preventDefault();
    const button = card.querySelector(`button[name="to"][value="${CSS.escape(column.dataset.column)}"]`);
    if (button) button.click();
  }

  clear() {
    this.held = null;
    for (const other of this.querySelectorAll(".is-over")) other.classList.remove("is-over");
  }
}
customElements.define("plan-board", PlanBoard);
