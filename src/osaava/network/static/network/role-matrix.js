/* <role-matrix>: a plain table until Enter is pressed on its scroll region; then arrow keys move between cells, Esc gives the table back.
   Tab always leaves: the cells take part in no tab order of their own. */
class RoleMatrix extends HTMLElement {
  connectedCallback() {
    this.region = this.querySelector(".table-region");
    this.table = this.querySelector("table");
    if (!this.region || !this.table) return;
    this.cell = null;
    this.region.addEventListener("keydown", (event) => this.onKey(event));
    this.region.addEventListener("focusout", (event) => {
      if (this.cell && !this.region.contains(event.relatedTarget)) this.leave(false);
    });
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!this.cell) {
      if (event.key === "Enter" && event.target === this.region) {
        event.preventDefault();
        this.enter();
      }
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave(true);
    } else if (event.key === "Enter" && event.target === this.cell) {
      this.cell.querySelector("a")?.click();
    } else if (this.move(event.key)) {
      event.preventDefault();
    }
  }

  enter() {
    this.table.setAttribute("role", "grid");
    this.go(1, 1);
    this.say(this.dataset.gridOn);
  }

  leave(focus) {
    this.cell.removeAttribute("tabindex");
    this.cell = null;
    this.table.removeAttribute("role");
    if (focus) this.region.focus();
    this.say(this.dataset.gridOff);
  }

  move(key) {
    const row = this.cell.parentElement.rowIndex;
    const column = this.cell.cellIndex;
    const last = this.table.rows[row].cells.length - 1;
    const steps = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [row, 0], End: [row, last], PageUp: [Math.max(0, row - 10), column], PageDown: [Math.min(this.table.rows.length - 1, row + 10), column],
    };
    if (!(key in steps)) return false;
    this.go(...steps[key]);
    return true;
  }

  go(row, column) {
    const next = this.table.rows[row]?.cells[column];
    if (!next) return;
    const before = this.cell;
    this.cell = next;
    next.tabIndex = -1;
    next.focus(); // before the old cell gives up its tabindex: losing it would blur it and end the grid mode
    if (before !== next) before?.removeAttribute("tabindex");
    if (before !== next) next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  say(text) {
    const place = document.getElementById("live-polite");
    if (place && text) place.textContent = text;
  }
}
customElements.define("role-matrix", RoleMatrix);
