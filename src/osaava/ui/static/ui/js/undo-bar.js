// "Done. Undo": stays ten seconds, waits while it is pointed at or has focus. Without script it is a plain form that stays.
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
