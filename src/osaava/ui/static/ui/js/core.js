// Shared helpers, and the class that tells the stylesheet that script runs.
const root = document.documentElement;
root.classList.add("has-script");

const ui = (window.osaava = window.osaava || {});

// Say something through one of the page's two live regions.
ui.say = (text, urgent = false) => {
  const region = document.getElementById(urgent ? "live-assertive" : "live-polite");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 60);
};

// "{n} left" + {n: 3} -> "3 left"
ui.fill = (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

ui.cookie = (name) => {
  const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
};

// 14.02, in English 14:02
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
