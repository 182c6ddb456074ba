// Every page: moments in the reader's own time zone, menus that close, the slip that goes, "Copy" buttons.

const STAY = 10_000;

function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([data-local])")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    time.dataset.local = "";
    time.title = time.textContent;
    const clock = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const day = moment.toLocaleDateString("en-GB", {
      day: "numeric", month: "short", ...(moment.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" }),
    });
    time.textContent = "clock" in time.dataset ? clock : "day" in time.dataset ? day : `${day}, ${clock}`;
  }
}

// The slip stays until the next one, or ten seconds; never while the focus or the pointer is on it.
let clearing;
function watchToasts() {
  const region = document.getElementById("toasts");
  if (!region) return;
  const wait = () => {
    clearTimeout(clearing);
    clearing = setTimeout(() => (region.matches(":hover, :focus-within") ? wait() : region.replaceChildren()), STAY);
  };
  new MutationObserver(() => region.childElementCount && wait()).observe(region, { childList: true });
  if (region.childElementCount) wait();
}

// A slip of the page's own; `undo` is the form of the slip before, when that was not done and may be tried again.
export function say(text, undo) {
  const slip = Object.assign(document.createElement("div"), { className: "toast" });
  slip.append(Object.assign(document.createElement("span"), { textContent: text }), ...(undo ? [undo] : []));
  document.getElementById("toasts")?.replaceChildren(slip);
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.isTrusted && !menu.contains(event.target)) menu.open = false; // a click that script makes closes none
  }
  const copy = event.target.closest("[data-copy], [data-copy-of]");
  if (copy) {
    // of another element its text, else an address
    const text = document.getElementById(copy.dataset.copyOf)?.textContent, what = text ? "text" : "link";
    navigator.clipboard.writeText(text ?? copy.dataset.copy).then(
      () => say(`The ${what} is copied.`),
      () => say(`Your browser did not let us copy. Select the ${what} and copy it by hand.`),
    );
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The session is another one since this page was loaded; the page stays, and goes on with the new token.
document.addEventListener("fresh-token", (event) => {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": event.detail.token }));
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = event.detail.token;
  const undo = document.querySelector("#toasts form");
  if (!undo) return;
  // The slip that asks to press once more comes in place of the one with Undo: the button stays.
  const held = undo.contains(document.activeElement);
  undo.remove();
  document.addEventListener("htmx:oobAfterSwap", () => {
    document.querySelector("#toasts .toast")?.append(undo);
    if (held) undo.querySelector("button").focus();
  }, { once: true });
});

// The server may name the control that gets the focus (HX-Trigger-After-Settle).
document.addEventListener("refocus", ({ detail: { id } }) => {
  const named = document.getElementById(id);
  (named?.matches("form") ? named.querySelector("input:not([type=hidden]), select, textarea:not([hidden])") ?? named : named)?.focus();
});

document.addEventListener("htmx:afterSettle", () => localise(document));
localise(document);
watchToasts();
