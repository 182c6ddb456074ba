// Long text: a small editor over each <textarea data-rich>. The textarea stays the field that is sent, with the
// same Markdown a person would type without script. Squire and the Markdown are fetched when the first such
// field opens: the editor's first view goes without.

const TOOLS = [
  ["bold", "Bold", "B"], ["italic", "Italic", "I"], ["link", "Link", "A"], ["list", "List", "UL"], ["numbers", "Numbered list", "OL"],
];
let loading, toDom, toMarkdown;

function make(tag, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function clean(html) {
  return toDom(toMarkdown(new DOMParser().parseFromString(html, "text/html").body));
}

async function enrich(field) {
  field.dataset.rich = "on";
  loading ??= Promise.all([import("../vendor/squire-rte@2.4.8/squire.mjs"), import("./markdown.js")]);
  const [{ default: Squire }, markdown] = await loading;
  ({ toDom, toMarkdown } = markdown);
  if (!field.isConnected) return;
  const label = document.querySelector(`label[for="${field.id}"]`);
  label.id ||= `${field.id}-label`;
  const text = make("div", { className: "rich__text", id: `${field.id}-text` }, { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id });
  for (const name of ["aria-describedby", "aria-invalid"]) if (field.hasAttribute(name)) text.setAttribute(name, field.getAttribute(name));
  const focused = document.activeElement === field;
  const tools = make("div", { className: "rich__tools" }, { role: "group", "aria-label": `Style of ${label.textContent}` });
  field.before(tools, text);
  field.hidden = true;
  field.removeAttribute("aria-invalid");
  const editor = new Squire(text, { blockTag: "P", addLinks: false, sanitizeToDOMFragment: clean });
  const box = document.createElement("div");
  box.append(toDom(field.value));
  editor.setHTML(box.innerHTML);
  for (const key of ["Tab", "Shift-Tab"]) editor.setKeyHandler(key, null);
  for (const key of ["Ctrl-u", "Meta-u"]) editor.setKeyHandler(key, (_, event) => event.preventDefault());
  label.addEventListener("click", () => editor.focus());
  toolbar(editor, tools, text);
  let last = toMarkdown(text);
  editor.addEventListener("input", () => {
    const now = toMarkdown(text);
    if (now === last) return;
    last = field.value = now;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    count(tools, text);
  });
  count(tools, text);
  if (focused) editor.focus();
}

function count(tools, text) {
  const points = text.querySelectorAll("li").length;
  tools.querySelector(".meta").textContent = points ? `${points} ${points === 1 ? "point" : "points"}` : "";
}

function toolbar(editor, tools, text) {
  const buttons = TOOLS.map(([icon, name, tag]) => {
    const button = make("button", { type: "button", className: "btn btn--bare btn--icon" }, { "aria-label": name, "aria-pressed": "false" });
    button.innerHTML = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><use href="#${icon}"/></svg>`;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => (tag === "A" ? askLink(editor, tools) : toggle(editor, tag, has(editor, tag))));
    return [button, tag];
  });
  tools.append(...buttons.map(([button]) => button), make("span", { className: "meta" }));
  const show = () => { for (const [button, tag] of buttons) button.setAttribute("aria-pressed", String(has(editor, tag))); };
  for (const event of ["pathChange", "select", "cursor", "input"]) editor.addEventListener(event, show);
}

const has = (editor, tag) => (tag.endsWith("L") ? new RegExp(`(^|>)${tag}`).test(editor.getPath()) : editor.hasFormat(tag));

function toggle(editor, tag, on) {
  if (tag === "B") on ? editor.removeBold() : editor.bold();
  else if (tag === "I") on ? editor.removeItalic() : editor.italic();
  else if (on) editor.removeList();
  else if (tag === "UL") editor.makeUnorderedList();
  else editor.makeOrderedList();
  editor.focus();
}

// The address is asked for in the page, under the tools: a row that Enter and Escape close.
function askLink(editor, tools) {
  if (tools.nextElementSibling?.matches(".rich__link")) return tools.nextElementSibling.querySelector("input").focus();
  const range = editor.getSelection();
  const here = range.commonAncestorContainer;
  const old = (here.nodeType === Node.ELEMENT_NODE ? here : here.parentElement)?.closest("a")?.getAttribute("href") ?? "";
  const row = make("div", { className: "rich__link" });
  const input = make("input", { className: "input", type: "url", value: old, placeholder: "https://" }, { "aria-label": "Address of the link" });
  const close = () => { row.remove(); editor.setSelection(range); editor.focus(); };
  const set = () => {
    const address = input.value.trim();
    close();
    if (!address) editor.removeLink();
    else editor.makeLink(/^(https?|mailto|tel):/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`);
  };
  const button = (label, deed) => { const made = make("button", { type: "button", className: "btn", textContent: label }); made.addEventListener("click", deed); return made; };
  row.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) { event.preventDefault(); set(); }
    if (event.key === "Escape") close();
  });
  row.append(input, button("Set link", set), ...(old ? [button("Remove", () => { input.value = ""; set(); })] : []));
  tools.after(row);
  input.focus();
}

const look = () => document.querySelectorAll('textarea[data-rich]:not([data-rich="on"])').forEach(enrich);
document.addEventListener("htmx:afterSettle", look);
look();
