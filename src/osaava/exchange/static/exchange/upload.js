// Sending files one by one: each is safe on the server when its line says so, a broken line can be tried again, the rest goes on.
const ui = window.osaava;

const field = (form) => form.querySelector("input[type=file]");

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  let depth = 0;
  const over = (is) => { depth = is ? depth : 0; zone.toggleAttribute("data-over", is); };
  zone.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; over(true); });
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) over(false); });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    const both = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) both.items.add(file);
    input.files = both.files;
    ui.say([...input.files].map((file) => file.name).join(", "));
  });
}

const row = (form, file) => {
  const line = ui.el("li", {}, ui.el("span", { class: "upload-name" }, file.name), ui.el("span", { class: "tag" }, form.dataset.sending), ui.el("progress", { max: 100, value: 0, "aria-label": file.name }));
  form.querySelector(".upload-list").append(line);
  return line;
};

const send = (form, address, file, line) => new Promise((done) => {
  const [tag, bar] = [line.querySelector(".tag"), line.querySelector("progress")];
  line.querySelector(".file-reason")?.remove();
  const end = (state, words, reason) => {
    tag.textContent = words;
    tag.className = "tag tag-" + (state === "sent" ? "success" : "danger");
    bar.hidden = true;
    if (reason) line.append(ui.el("p", { class: "file-reason" }, ui.icon("circle-alert"), ui.el("span", {}, reason)));
    done(state);
  };
  if (file.size > Number(form.dataset.limit) * 1048576) return end("refused", "–", form.dataset.tooBig);
  const body = new FormData();
  body.set("files", file, file.name);
  body.set("idempotency_key", ui.key());
  body.set("csrfmiddlewaretoken", ui.cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value);
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
  request.addEventListener("error", () => {
    end("broken", form.dataset.failed);
    const again = ui.el("button", { type: "button", class: "button button-link" }, form.dataset.again);
    again.addEventListener("click", () => { again.remove(); tag.className = "tag"; tag.textContent = form.dataset.sending; bar.hidden = false; send(form, address, file, line); });
    line.append(again);
  });
  request.addEventListener("load", () => {
    if (request.status < 300) return end("sent", form.dataset.sent);
    let reason = form.dataset.failed;
    try { reason = JSON.parse(request.responseText).problem || reason; } catch { /* the server answered with a page */ }
    end("refused", "–", reason);
  });
  request.send(body);
});

const sendAll = async (form, files, address, collection) => {
  const box = form.querySelector("[data-upload-list]");
  box.hidden = false;
  form.querySelector("button.button-primary, button.button-secondary")?.setAttribute("hidden", "");
  const states = [];
  const lines = files.map((file) => row(form, file));
  for (const [n, file] of files.entries()) states.push(await send(form, address, file, lines[n]));
  if (states.every((state) => state === "sent")) {
    ui.say(form.dataset.allSent);
    location.href = collection;
    return;
  }
  const link = ui.el("a", { class: "button button-primary", href: collection }, form.dataset.open);
  box.append(link);
  link.focus();
};

// the page with what is wrong, keeping the files that were chosen
const showErrors = (form, text) => {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const files = field(form);
  document.querySelector("main").replaceChildren(...fresh.querySelector("main").childNodes);
  document.title = fresh.title;
  document.querySelector("main input[type=file]")?.replaceWith(files);
  document.querySelector("[data-error-summary]")?.focus();
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]")) return;
  const files = [...field(form).files];
  if (!files.length) return;
  event.preventDefault();
  if (form.dataset.upload === "more") return sendAll(form, files, form.action, form.dataset.collection || location.pathname);
  const body = new FormData(form);
  body.delete("files");
  body.set("files_follow", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json, text/html" } });
    if (!answer.ok) return showErrors(form, await answer.text());
    const { collection, upload } = await answer.json();
    await sendAll(form, files, upload, collection);
  } catch {
    form.submit();
  }
});
