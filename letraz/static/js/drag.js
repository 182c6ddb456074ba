// Drag and arrow keys: two callers of a row's one form (templates/sections/_row.html). Each sets where to and
// lets the form send itself; the answer is the order that is stored. Then the focus goes back to what moved.
import { say } from "./page.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
let carried; // the row that moves: {id, back}, until the answer is there
let next; // the key that was pressed meanwhile
let acted; // the row whose buttons were pressed, and its place

// `from` is the list that the row stands in, as far as the server knows: its order is what this page saw.
function send(row, position, list, from = list, back = () => {}) {
  const form = document.getElementById(`row-${row.id}`);
  form.elements.to.value = position;
  form.elements.order.value = from.dataset.order;
  // The field, not `elements.section`: the menu's "Move to …" buttons have that name too.
  const home = form.querySelector("input[name=section]");
  if (home) {
    // A row that went to another section changes two of them: the answer is all sections.
    if (home.value !== list.dataset.items) form.setAttribute("hx-target", "#sections");
    home.value = list.dataset.items;
  }
  carried = { id: row.id, back };
  form.dispatchEvent(new Event("reordered", { bubbles: true }));
}

function sortable(list) {
  if (list.dataset.sorts || !window.Sortable) return;
  list.dataset.sorts = "yes";
  window.Sortable.create(list, {
    handle: ".handle",
    draggable: "li",
    filter: ".menu",
    preventOnFilter: false,
    animation: still.matches ? 0 : 150,
    group: list.dataset.items ? `items-${list.dataset.kind}` : "sections",
    ghostClass: "is-slot",
    chosenClass: "is-carried",
    onStart: () => document.body.classList.add("is-dragging"),
    onEnd({ item, from, to, oldDraggableIndex: before, newDraggableIndex: after }) {
      document.body.classList.remove("is-dragging");
      if (from === to && before === after) return;
      const back = () => {
        const others = [...from.children].filter((child) => child !== item);
        from.insertBefore(item, others[before] ?? null);
      };
      send(item, after + 1, to, from, back);
    },
  });
}

function watch() {
  document.querySelectorAll("[data-sections], [data-items]").forEach(sortable);
}

const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const row = handle.closest("li");
  const rows = [...row.parentElement.children];
  const here = rows.indexOf(row);
  const there = Math.max(0, Math.min(rows.length - 1, here + STEPS[event.key]));
  if (carried) next = event.key; // pressed again before the answer is there: done when it is
  else if (there !== here) send(row, there + 1, row.parentElement);
});

document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  const id = elt.dataset.moves ?? (elt.id.startsWith("row-") ? elt.id.slice(4) : undefined);
  const row = id && document.getElementById(id);
  if (row) acted = { id, at: [...row.parentElement.children].indexOf(row), list: row.parentElement.dataset.items };
});

// Which sections are open is the page's business: a request that swaps them all says so, or may come to.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.target?.id !== "sections" && !detail.elt.matches("[id^=row-item-], [id^=position-item-]")) return;
  detail.parameters.open = [...document.querySelectorAll("li.section--open:has(> .items)")].map((section) => section.dataset.id);
});

document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
  watch();
  const row = carried ?? acted;
  const asked = requestConfig?.elt; // the pages beside come and go meanwhile
  if (!row || (asked?.dataset.moves ?? asked?.id.slice(4)) !== row.id) return;
  const moved = document.getElementById(row.id);
  if (carried && moved?.matches(".section")) moved.classList.add("section--moved");
  if (carried || !document.activeElement || document.activeElement === document.body) {
    const list = document.querySelector(acted?.list ? `[data-items="${acted.list}"]` : "[data-sections]");
    const place = moved ?? list?.children[Math.min(acted?.at ?? 0, (list?.children.length ?? 1) - 1)];
    (place?.querySelector(".handle") ?? document.querySelector(".items__add a, .add summary"))?.focus();
  }
  const key = next;
  carried = acted = next = undefined;
  if (key) document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
});

document.addEventListener("htmx:sendError", () => {
  if (!carried) return;
  carried.back();
  carried = next = undefined;
  say("Not moved: we could not reach the server. Try again in a moment.");
});
for (const failure of ["htmx:responseError", "not-done"]) {
  document.addEventListener(failure, () => { carried?.back(); carried = next = undefined; });
}

watch();
