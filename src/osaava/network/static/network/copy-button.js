/* <copy-button data-from="id">: copies the value of a field; without script the field can be selected by hand. */
class CopyButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async () => {
      const field = document.getElementById(this.dataset.from);
      field.select();
      await navigator.clipboard.writeText(field.value);
      const place = document.getElementById("live-polite");
      if (place) place.textContent = this.dataset.done;
      this.querySelector("span").textContent = this.dataset.done;
    });
  }
}
customElements.define("copy-button", CopyButton);
