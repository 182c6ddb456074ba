// The editor: what is saved and what is not, nothing typed is lost, and the focus stays where the work is.
// Without this file every form still works; it only asks fewer questions.
import { say } from "./page.js";

const first = new WeakMap();
const quiet = new Set(["csrf_token", "then"]);
const read = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => !quiet.has(name)));
const forms = () => [...document.querySelectorAll("form[data-edit]")];
// What the server refused is not saved either, though it stands as it came.
const dirty = (form) => form.querySelector(".notice--bad") !== null || (first.has(form) && first.get(form) !== read(form));

// What stands in each field, by its id: as the form came, and later as it was sent.
const values = (form) => new Map([...form.elements].filter((one) => one.id && one.type !== "hidden")
  .map((one) => [one.id, one.type === "checkbox" ? one.checked : one.value]));
const fields = new WeakMap();

let leaving; // the form that goes to another page with its own text
const pressed = new Set(); // what waits for a form to be saved

function state(text, unsaved) {
  const saved = document.getElementById("saved");
  if (!saved || saved.textContent === text) return;
  if (saved.textContent !== saved.dataset.now) saved.dataset.was = saved.innerHTML; // what the server said last
  saved.dataset.now = text;
  saved.classList.toggle("saved--not", unsaved);
  saved.textContent = text;
}

function settled() {
  const saved = document.getElementById("saved");
  if (!saved || !("was" in saved.dataset) || forms().some(dirty)) return;
  // The answer brought the new moment; a form that was left brought none, so the old one comes back.
  if (saved.textContent === saved.dataset.now) saved.innerHTML = saved.dataset.was;
  delete saved.dataset.was;
  delete saved.dataset.now;
  saved.classList.remove("saved--not");
}

function note() {
  for (const form of forms()) {
    if (first.has(form)) continue;
    first.set(form, read(form));
    fields.set(form, values(form));
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-edit]");
  if (!form) return;
  state("Not saved yet", true);
  const leave = form.querySelector(".open__head [data-leave]");
  if (leave) leave.textContent = dirty(form) ? "Discard changes" : "Close";
});

// A request that would swap away a form with unsaved text saves that form first, then goes on.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, target, triggeringEvent } = event.detail;
  // An item's move may be answered with all sections: it goes to another, or the order was stale.
  const far = elt.matches("[id^=row-item-], [id^=position-item-]") ? document.getElementById("sections") : target;
  const room = elt.matches("[data-of-saved]") ? document : far;
  const form = forms().find((one) => one !== elt && room?.contains(one) && dirty(one));
  if (!form || (elt.matches("[data-leave]") && form.contains(elt))) return;
  event.preventDefault();
  saveFirst(form, elt, triggeringEvent);
});

// So does a form that htmx does not send: it leads to another page, or makes something of what is saved.
document.addEventListener("submit", (event) => {
  const { target, defaultPrevented } = event;
  if (defaultPrevented) return;
  const form = window.htmx && forms().find((one) => one !== target && one.matches("[hx-post]") && dirty(one));
  if (form || pressed.has(target)) event.preventDefault();
  if (form) saveFirst(form, target, event);
  else if (target.matches("[data-edit]")) {
    leaving = target;
    setTimeout(() => { leaving = undefined; }, 2000);
  }
});
window.addEventListener("beforeunload", (event) => {
  if (forms().some((one) => one !== leaving && dirty(one))) event.preventDefault();
});

function saveFirst(form, elt, cause) {
  if (pressed.has(elt)) return;
  pressed.add(elt);
  const again = repeat(elt, cause);
  const done = ({ detail: { requestConfig, xhr } }) => {
    if (requestConfig?.elt !== form) return;
    document.removeEventListener("htmx:afterRequest", done);
    const saved = xhr.status >= 200 && xhr.status < 400; // htmx calls "successful" whatever is swapped: a refusal too
    if (saved) return setTimeout(() => { pressed.delete(elt); again(); }, 60);
    pressed.delete(elt); // at once: who is asked to press once more may be quick
    document.dispatchEvent(new Event("not-done"));
    // The answer holds the form with what is wrong; whatever else went wrong says so itself.
    if (!form.isConnected) say("Not done: what you typed has to be saved first.", undoOf(elt));
  };
  document.addEventListener("htmx:afterRequest", done);
  // A click: htmx sends the button that was clicked, not the one that submits.
  if (form.matches(".htmx-request")) return;
  aside.add(form);
  form.querySelector("[name=then][value=stay]").click();
}

// What was pressed says what it did, and may be the Undo of the slip that is there: a save before it has none of its own.
const aside = new WeakSet();
document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  if (aside.delete(elt)) parameters.aside = "1";
});

const undoOf = (...all) => all.find((one) => one.matches("#toasts form"));
const field = (form, name) => form.querySelector(`input[name=${name}]`);

// The same deed on the element that took the place of `elt` after a swap.
function repeat(elt, cause) {
  const sent = elt.matches("form") ? ["to", "section"].map((name) => [name, field(elt, name)?.value]) : [];
  const button = cause?.submitter ?? cause?.detail?.submitter;
  return () => {
    const now = elt.isConnected ? elt : document.getElementById(elt.id);
    if (!now) return say("What you typed is saved. The rest is not done: what you pressed is no longer here.");
    if (!now.matches("form")) return now.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); // a line of the page has no click()
    for (const [name, value] of sent) if (value !== undefined && field(now, name)) field(now, name).value = value;
    if (cause?.type === "reordered") return now.dispatchEvent(new Event("reordered", { bubbles: true }));
    const alike = button && [...now.elements].find((one) =>
      one.type === "submit" && one.name === button.name && one.value === button.value && one.formAction === button.formAction);
    if (alike) alike.click(); // not requestSubmit: htmx would miss the button's own address
    else now.requestSubmit();
  };
}

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
  if (!elt.matches("form[data-edit]")) return;
  state("Saving", true);
  fields.set(elt, values(elt));
  if (requestConfig.parameters.then === "close") elt.inert = true; // it is about to go: nothing more is typed into it
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig: { elt }, xhr } }) => {
  if (!elt.matches("form[data-edit]")) return;
  if (elt.inert) { elt.inert = false; if (elt.isConnected) elt.querySelector("[name=then]")?.focus(); }
  if (xhr.status >= 400) state("Not saved", true);
});

// A whole page is no part of this one: it is the sign-in page, to which a request without a session is led.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!/^\s*<!doctype/i.test(detail.serverResponse)) return;
  detail.shouldSwap = false;
  if (detail.requestConfig.elt.matches("a")) say(WHY[401]); // the pages ask by themselves: they keep quiet
});

// What was typed while an answer was on its way goes into the form that the answer brings.
const since = new Map();
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap, requestConfig } }) => {
  if (!shouldSwap || requestConfig.elt.matches("[data-leave]")) return;
  for (const form of forms()) {
    const typed = target.contains(form) && [...values(form)].filter(([id, value]) => fields.get(form)?.get(id) !== value);
    if (typed?.length) since.set(form.id, typed);
  }
});
document.addEventListener("htmx:afterSwap", () => {
  note();
  for (const [id, typed] of since) {
    const form = document.getElementById(id);
    for (const [name, value] of (form && typed) || []) {
      const one = form.elements[name];
      if (one) one[one.type === "checkbox" ? "checked" : "value"] = value;
    }
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  note();
  settled();
  if ([...since.keys()].some((id) => document.getElementById(id))) state("Not saved yet", true);
  since.clear();
  const from = event.detail.requestConfig?.elt;
  if (!from || !event.detail.target?.matches?.(".section, #sections, [id^=section-]")) return;
  focusAfter(from, document.getElementById(event.detail.target.id) ?? event.detail.target);
});

function focusAfter(from, place) {
  if (!from.matches("a, form[data-edit]") || document.activeElement?.matches("form[data-edit] :is(input, select, textarea)")) return;
  const wrong = place.querySelector("[aria-invalid=true]");
  const open = place.querySelector("form[data-edit]");
  const line = from.id && place.querySelector(`#${from.id.replace("edit-item-", "line-")}`);
  const next = wrong ?? open?.querySelector("h3, input:not([type=hidden]), select, textarea") ?? (line || null)
    ?? (from.matches("a[data-leave], form") && place.querySelector(".items__add a")) ?? place.querySelector("h2 a");
  (next || place.querySelector("h2 a"))?.focus();
}

const WHY = {
  401: "You are signed out. What you typed is still here: sign in in another tab, then save again.",
  404: "This is no longer here. What you typed still is: copy it before you go.",
  500: "Something broke on our side. What you typed is still here: try again in a moment.",
};
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (!event.detail.elt.matches("form")) return;
    if (forms().some(dirty)) state("Not saved", true);
    const why = WHY[event.detail.xhr?.status] ?? "We could not reach the server. What you typed is still here: try again in a moment.";
    say(why, undoOf(event.detail.elt, ...pressed));
  });
}

note();
