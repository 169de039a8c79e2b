// Ordering without dragging: the arrows move a step at once; without script each press is a submit.
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
