// The curating page with script: single keys in the list, focus that is never lost, the source that follows, words that are not lost.
const ui = window.osaava;
const root = document.querySelector("[data-curate]");
if (root) {
  const STORE = "osaava.keys";
  const list = () => document.getElementById("luonnokset");
  const drafts = () => [...document.querySelectorAll("#luonnokset > .draft")];
  const title = (draft) => draft && draft.querySelector("[data-open]");
  const draftOf = (uuid) => uuid && document.getElementById("luonnos-" + uuid);
  const openForm = () => document.querySelector("form[data-draft-form]");
  let dirty = false, asked = null, then = "", besideTimer;

  // -- single keys: only while a draft unit in the list has focus, never in a field, and only when somebody has turned them on
  const wanted = () => { try { return localStorage.getItem(STORE) === "on"; } catch { return false; } };
  const showWanted = () => { for (const box of document.querySelectorAll("[data-keys-on]")) box.checked = wanted(); };
  const actOf = (key) => [...document.querySelectorAll("[data-keys] kbd[data-act]")].find((kbd) => kbd.textContent.toLowerCase() === key.toLowerCase())?.dataset.act;
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-on]")) return;
    try { localStorage.setItem(STORE, event.target.checked ? "on" : "off"); } catch { /* the choice holds for this page */ }
  });
  const go = (draft, step) => {
    const all = drafts();
    const other = all[all.indexOf(draft) + step];
    if (other) title(other).focus();
  };
  const press = (draft, act) => {
    const isOpen = draft.classList.contains("draft-open");
    const button = draft.querySelector(`button[data-act="${act}"]`);
    if (act === "accept" || act === "drop") return button?.click();
    if (!isOpen) {
      then = act;
      return title(draft).click();
    }
    if (act === "rename") {
      const field = draft.querySelector("input[name=title]");
      field.focus();
      field.select();
    } else if (button) {
      button.closest("details")?.setAttribute("open", "");
      if (act === "split") button.focus();
      else button.click();
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key.length !== 1 || !wanted()) return;
    const draft = event.target.closest("#luonnokset > .draft");
    if (!draft || event.target.matches("input, textarea, select, [contenteditable]")) return;
    const act = actOf(event.key);
    if (!act) return;
    event.preventDefault();
    if (act === "next" || act === "previous") go(draft, act === "next" ? 1 : -1);
    else if (act === "undo") document.querySelector("#tila form[data-act=undo] button")?.click();
    else press(draft, act);
  });

  // -- what was typed in the open draft unit is stored before something else takes its place
  document.addEventListener("input", (event) => { if (event.target.form?.matches("[data-draft-form]")) dirty = true; });
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) leaving = true; });
  let leaving = false;
  addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  document.addEventListener("htmx:confirm", (event) => {
    const form = openForm();
    const takesPlace = event.detail.elt.matches("[data-open]") || event.detail.target?.id === "kuratointi";
    if (!dirty || !form || form.contains(event.detail.elt) || !takesPlace) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set("act", "save");
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).then((answer) => {
      if (!answer.ok) return form.requestSubmit(form.querySelector("button[value=save]"));
      dirty = false;
      event.detail.issueRequest(true);
    });
  });

  // -- htmx: which act it was, which draft unit closes, and refused forms shown in their place
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = event.detail;
    const draft = elt.closest(".draft");
    asked = { act: parameters.act ? String(parameters.act).split(":")[0] : elt.closest("[data-act]")?.dataset.act || "", draft: draft?.dataset.chunk, number: drafts().indexOf(draft) };
    const before = document.querySelector(".draft-open");
    if (elt.matches("[data-open]") && before && before !== draft) parameters.edellinen = before.dataset.chunk;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  const nextUndecided = (after) => drafts().slice(after).find((draft) => draft.dataset.state === "proposed");
  const focusAfter = (xhr) => {
    const chosen = draftOf(new URL(xhr.responseURL).searchParams.get("valittu"));
    const decided = ["accept", "drop"].includes(asked?.act) && xhr.status < 400;
    const place = decided ? nextUndecided(Math.max(0, asked.number)) || chosen || drafts()[asked.number] : chosen || draftOf(asked?.draft);
    const target = title(place) || document.querySelector("#tila button") || document.getElementById("h-list");
    if (!target) return;
    if (target.id === "h-list") target.tabIndex = -1;
    target.focus({ preventScroll: decided });
    target.closest(".draft")?.scrollIntoView({ block: "nearest" });
  };
  const seen = new WeakSet();
  document.addEventListener("htmx:afterSettle", (event) => {
    const { xhr } = event.detail;
    if (!xhr || seen.has(xhr) || event.detail.target?.id === "lahde-osa") return;
    seen.add(xhr);
    dirty = xhr.status >= 400 && Boolean(openForm());
    showWanted();
    markBeside();
    const words = [...document.querySelectorAll("#tila [data-message]")].map((part) => part.textContent.trim()).join(" ");
    if (words) ui.say(words);
    if (document.querySelector(".draft-open [data-error-summary]")) return document.querySelector(".draft-open [data-error-summary]").focus();
    focusAfter(xhr);
    showBegin();
    remember();
    if (then && document.activeElement?.closest(".draft-open")) {
      const act = then;
      then = "";
      press(document.activeElement.closest(".draft"), act);
    }
  });

  // the address tells which draft unit is open, so that reloading and coming back show the same
  const remember = () => {
    const address = new URL(location.href);
    const open = document.querySelector(".draft-open");
    if (open) address.searchParams.set("valittu", open.dataset.chunk);
    else address.searchParams.delete("valittu");
    address.searchParams.delete("kiinni");
    address.hash = "";
    history.replaceState(null, "", address);
  };

  // -- the source follows the draft unit that has focus
  const showBegin = () => {
    const panel = document.getElementById("lahde-osa");
    const begin = panel?.querySelector("[data-begins]");
    if (begin) panel.scrollTop += begin.getBoundingClientRect().top - panel.getBoundingClientRect().top - 60;
  };
  let beside = document.querySelector(".draft[data-beside]")?.dataset.chunk;
  const markBeside = () => {
    beside = document.querySelector(".draft-open")?.dataset.chunk || beside;
    for (const draft of drafts()) draft.toggleAttribute("data-beside", draft.dataset.chunk === beside);
  };
  document.addEventListener("focusin", (event) => {
    const draft = event.target.closest?.("#luonnokset > .draft");
    clearTimeout(besideTimer);
    if (!draft || draft.dataset.chunk === beside) return;
    besideTimer = setTimeout(() => {
      if (!draft.isConnected || !draft.contains(document.activeElement)) return;
      for (const other of drafts()) other.toggleAttribute("data-beside", other === draft);
      beside = draft.dataset.chunk;
      window.htmx.ajax("GET", draft.dataset.source, { target: "#lahde-osa", swap: "outerHTML" }).then(showBegin);
    }, 300);
  });

  showWanted();
  showBegin();
}
