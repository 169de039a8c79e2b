// The map's switches without loading the page again, and the control that stops the motion.
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
