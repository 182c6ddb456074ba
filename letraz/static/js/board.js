// The board: drag and arrow keys are two callers of a job's one form (templates/tracking/_move.html). Each sets the
// stage and lets the form send itself; the answer is the board as it is stored, and the focus goes back to the handle.
import { say } from "./page.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
let carried; // what puts the card back, until the answer is there
let next; // the key that was pressed meanwhile

function send(card, stage, back = () => {}) {
  const form = card.querySelector("[data-move]");
  form.elements.to.value = stage;
  carried = { back };
  form.dispatchEvent(new Event("moved", { bubbles: true }));
}

function sortable(list) {
  if (list.dataset.sorts || !window.Sortable) return;
  list.dataset.sorts = "yes";
  window.Sortable.create(list, {
    handle: ".handle",
    draggable: "li",
    group: "jobs",
    sort: false, // a stage has no order of its own: what was moved last stands first
    animation: still.matches ? 0 : 150,
    emptyInsertThreshold: 40,
    ghostClass: "is-slot",
    chosenClass: "is-carried",
    onStart: () => document.body.classList.add("is-dragging"),
    onEnd({ item, from, to, oldDraggableIndex: before }) {
      document.body.classList.remove("is-dragging");
      if (from === to) return;
      const back = () => from.insertBefore(item, from.children[before] ?? null);
      if (carried) return back(); // one at a time
      send(item, to.dataset.stage, back);
    },
  });
}

const watch = () => document.querySelectorAll("[data-stage]").forEach(sortable);

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.(".handle");
  if (!handle || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (carried) { next = event.key; return; } // done when the answer is there
  const lists = [...document.querySelectorAll("[data-stage]")];
  const here = lists.indexOf(handle.closest("[data-stage]"));
  const there = Math.max(0, Math.min(lists.length - 1, here + STEPS[event.key]));
  if (there !== here) send(handle.closest("li"), lists[there].dataset.stage);
});

// The server names the control that gets the focus (HX-Trigger-After-Settle).
document.addEventListener("refocus", ({ detail: { id } }) => {
  const handle = document.getElementById(id), key = next;
  carried = next = undefined;
  handle?.focus();
  if (key) handle?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
});
document.addEventListener("htmx:afterSettle", watch);

function failed() {
  carried?.back();
  carried = next = undefined;
}
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", () => {
  failed();
  say("Not moved: we could not reach the server. Try again in a moment.");
});

// Sortable may come after this module.
window.addEventListener("DOMContentLoaded", watch);
watch();
