// The pages beside the editor: what a line of them opens comes into sight. Without this file the line is a plain link.

const isSpot = (one) => one?.matches?.(".spots a, #fit-says a");

// On a phone the pages lie over the editor: they make room first.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (isSpot(elt) && location.hash === "#pages") location.hash = "main";
});

// A menu that was chosen from closes: it would cover the answer.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  const menu = elt.id === "fit-form" && elt.querySelector("details[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig, target } }) => {
  if (!isSpot(requestConfig?.elt)) return;
  const place = document.getElementById(target.id);
  (place?.querySelector("form[data-edit]") ?? place)?.scrollIntoView({ block: "nearest" });
});

// What was said of a fit was about other words.
document.addEventListener("resume-changed", () => document.getElementById("fit-says")?.replaceChildren());
