// The design form: measures as sliders, a colour of one's own, and what is said when the pages cannot be asked for.
// Without this file the measures are lists to choose from, and "Show pages" shows them.
import { say } from "./page.js";

// A list of steps becomes a slider; the list stays as what is sent.
function slide(field) {
  const list = field.querySelector("select");
  const label = field.querySelector("label");
  const slider = Object.assign(document.createElement("input"), {
    type: "range", className: "range", id: `slide-${list.id}`, min: 0, max: list.length - 1, value: list.selectedIndex,
  });
  const said = Object.assign(document.createElement("output"), { className: "num" });
  if (list.hasAttribute("aria-describedby")) slider.setAttribute("aria-describedby", list.getAttribute("aria-describedby"));
  const tell = () => {
    said.textContent = list.selectedOptions[0].text;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  slider.addEventListener("input", () => {
    list.selectedIndex = slider.value;
    tell();
  });
  label.htmlFor = slider.id;
  label.append(" ", said);
  tell();
  list.closest(".pick").hidden = true;
  field.append(slider);
  const hint = field.querySelector(".hint");
  if (hint) field.append(hint);
  field.removeAttribute("data-steps");
}

function enhance() {
  document.querySelectorAll("[data-steps]").forEach(slide);
}

// Choosing a colour chooses "Your own".
document.addEventListener("input", ({ target }) => {
  if (target.type !== "color") return;
  const own = target.closest(".inks").querySelector("[value=own]");
  own.checked = true;
}, true);

// "Use it" puts the nearest colour into the field, and the pages follow.
document.addEventListener("click", (event) => {
  const nearest = event.target.closest("[data-nearest]");
  if (!nearest) return;
  event.preventDefault();
  const own = document.getElementById(nearest.dataset.nearest);
  own.value = nearest.value;
  own.dispatchEvent(new Event("input", { bubbles: true }));
  own.focus();
});

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    if (detail.target?.id === "look") say("The pages could not be asked for. What you chose is still here: save it, or try again in a moment.");
  });
}

document.addEventListener("htmx:afterSettle", enhance);
enhance();
