// The Markdown subset of letraz/richtext.py, both ways: bold, italic, link, lists, line break.
// toDom(source) gives what the small editor edits; toMarkdown(node) gives what is stored. Everything else that
// stands in a node (styles, images, tables, scripts) is left out, so this is also how a paste is cleaned.

const DEPTH = 3;
const SAFE = /^(https?|mailto|tel):\S/i;
const MARKER = /^( *)([-+*]|\d{1,9}[.)])(?: +|$)/;
const PUNCTUATION = /[\p{P}\p{S}]/u;

const node = (tag, ...children) => {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
};

// --- source to DOM -----------------------------------------------------------------------------------------

export function toDom(source) {
  const made = document.createDocumentFragment();
  made.append(...blocks(source.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0));
  return made;
}

function blocks(lines, depth) {
  const made = [];
  let text = [];
  const flush = () => {
    if (text.length) made.push(node("p", ...inline(text.map((line) => line.trim()).join("\n"))));
    text = [];
  };
  for (let at = 0; at < lines.length; ) {
    const marker = depth < DEPTH && MARKER.exec(lines[at]);
    if (marker && marker[1].length < 4 && starts(marker, lines[at], text.length)) {
      flush();
      at = list(lines, at, depth, made);
    } else if (lines[at].trim()) text.push(lines[at++]);
    else { flush(); at++; }
  }
  flush();
  return made;
}

// A numbered list breaks into a paragraph only at 1, and an empty item never does.
function starts(marker, line, within) {
  return !within || (marker[0].length < line.length && (!/\d/.test(marker[2]) || parseInt(marker[2], 10) === 1));
}

function list(lines, at, depth, made) {
  const kind = MARKER.exec(lines[at])[2].at(-1);
  const first = parseInt(MARKER.exec(lines[at])[2], 10);
  const whole = node(/[.)]/.test(kind) ? "ol" : "ul");
  if (first > 1) whole.start = first;
  for (;;) {
    const marker = at < lines.length && MARKER.exec(lines[at]);
    if (!marker || marker[1].length > 3 || marker[2].at(-1) !== kind) break;
    const width = lines[at].slice(marker[0].length).trim() && marker[0].length - marker[1].length - marker[2].length < 5
      ? marker[0].length : marker[1].length + marker[2].length + 1;
    const inner = [lines[at++].slice(width)];
    for (; at < lines.length; at++) {
      const blank = !lines[at].trim();
      const indent = lines[at].length - lines[at].trimStart().length;
      if (blank ? !deeper(lines, at, width) : indent < width && (MARKER.test(lines[at]) || !inner.at(-1).trim())) break;
      inner.push(lines[at].slice(Math.min(width, indent)));
    }
    const parts = blocks(inner, depth + 1);
    whole.append(node("li", ...(parts.length ? parts : [node("p")])));
    while (at < lines.length && !lines[at].trim() && MARKER.exec(lines[at + 1] ?? "")?.[2].at(-1) === kind) at++;
  }
  made.push(whole);
  return at;
}

function deeper(lines, at, width) {
  while (at < lines.length && !lines[at].trim()) at++;
  return at < lines.length && lines[at].length - lines[at].trimStart().length >= width;
}

function inline(text) {
  const pieces = [];
  const marks = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const escaped = /^\\([!-/:-@[-`{-~]|\n)/.exec(rest);
    const link = /^\[((?:\\.|[^[\]\\])*)\]\(\s*<?((?:\\.|[^\s()<>\\]|\([^\s()<>]*\))*)>?(?:\s+"[^"]*")?\s*\)/.exec(rest);
    const run = /^(\*+|_+)/.exec(rest);
    if (escaped) { pieces.push(escaped[1] === "\n" ? node("br") : escaped[1]); at += 2; }
    else if (link && SAFE.test(unescaped(link[2]))) {
      const anchor = node("a", ...inline(link[1]));
      anchor.href = unescaped(link[2]);
      pieces.push(anchor);
      at += link[0].length;
    } else if (run) {
      const mark = { ...flanks(text, at, run[0]), char: run[0][0], left: run[0].length, size: run[0].length };
      marks.push(mark);
      pieces.push(mark);
      at += mark.size;
    } else if (rest[0] === "\n") { pieces.push(node("br")); at++; }
    else { const plain = /^[^\\[*_\n]+|^[\\[]/.exec(rest)[0]; pieces.push(plain); at += plain.length; }
  }
  pair(pieces, marks);
  return pieces.map((piece) => (piece.char ? piece.char.repeat(piece.left) : piece)).filter((piece) => piece !== "");
}

const unescaped = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

// Which way a run of * or _ can look (CommonMark, "delimiter run").
function flanks(text, at, run) {
  const before = text.slice(0, at).match(/.$/su)?.[0] ?? " ";
  const after = text.slice(at + run.length).match(/^./su)?.[0] ?? " ";
  const [gapBefore, gapAfter] = [/\s/.test(before), /\s/.test(after)];
  const [signBefore, signAfter] = [PUNCTUATION.test(before), PUNCTUATION.test(after)];
  const opens = !gapAfter && (!signAfter || gapBefore || signBefore);
  const closes = !gapBefore && (!signBefore || gapAfter || signAfter);
  if (run[0] === "*") return { opens, closes };
  return { opens: opens && (!closes || signBefore), closes: closes && (!opens || signAfter) };
}

function pair(pieces, marks) {
  for (let at = 0; at < marks.length; at++) {
    const close = marks[at];
    while (close.closes && close.left) {
      const from = marks.slice(0, at).findLastIndex((mark) => mark.char === close.char && mark.opens && mark.left && !(
        (mark.closes || close.opens) && (mark.size + close.size) % 3 === 0 && (mark.size % 3 || close.size % 3)));
      if (from < 0) break;
      const open = marks[from];
      const size = Math.min(open.left, close.left, 2);
      const [start, end] = [pieces.indexOf(open), pieces.indexOf(close)];
      const inner = pieces.slice(start + 1, end).map((piece) => (piece.char ? piece.char.repeat(piece.left) : piece));
      pieces.splice(start + 1, end - start - 1, node(size === 2 ? "b" : "i", ...inner));
      for (const passed of marks.slice(from + 1, at)) passed.left = 0;
      open.left -= size;
      close.left -= size;
    }
  }
}

// --- DOM to source -----------------------------------------------------------------------------------------

export function toMarkdown(root) {
  return flow(root, 0).join("\n\n");
}

const LISTS = new Set(["UL", "OL"]);
const BLOCKS = new Set("P DIV LI H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE SECTION ARTICLE HEADER FOOTER TR TABLE TBODY DL DT DD".split(" "));
const SILENT = new Set("SCRIPT STYLE TEMPLATE HEAD TITLE SVG IMG OBJECT IFRAME".split(" "));

function flow(root, depth) {
  const made = [];
  let line = [];
  const flush = () => {
    const text = paragraph(line);
    if (text) made.push(...text.split(/\n{2,}/));
    line = [];
  };
  for (const child of root.childNodes) {
    const tag = child.nodeName.toUpperCase();
    if (LISTS.has(tag)) { flush(); const text = items(child, depth); if (text) made.push(text); }
    else if (BLOCKS.has(tag)) { flush(); made.push(...flow(child, depth)); }
    else line.push(...runs(child, {}));
  }
  flush();
  return made;
}

function items(root, depth) {
  const numbered = root.nodeName.toUpperCase() === "OL";
  const made = [];
  let number = numbered ? root.start || 1 : 0;
  for (const child of root.children) {
    const marker = numbered ? `${number}. ` : "- ";
    const nested = LISTS.has(child.nodeName.toUpperCase());
    const parts = nested ? [items(child, depth + 1)] : flow(child, depth + 1);
    if (!parts.join("").trim()) continue;
    const indent = " ".repeat(nested ? 2 : marker.length);
    const text = parts.reduce((all, part) => all + (MARKER.test(part) ? "\n" : "\n\n") + part).replace(/\n(?=[^\n])/g, `\n${indent}`);
    if (nested && made.length) made.push(indent + text);
    else { made.push(marker + text); number++; }
  }
  return made.join("\n");
}

function runs(child, style) {
  if (child.nodeType === Node.TEXT_NODE) return [{ ...style, text: child.data.replace(/[\s\u200b]+/g, " ") }];
  const tag = child.nodeName.toUpperCase();
  if (child.nodeType !== Node.ELEMENT_NODE || SILENT.has(tag)) return [];
  if (tag === "BR") return [{ ...style, text: "\n" }];
  const own = { ...style };
  if (tag === "B" || tag === "STRONG") own.bold = true;
  if (tag === "I" || tag === "EM") own.italic = true;
  if (tag === "A" && SAFE.test(child.getAttribute("href") ?? "")) own.href = child.getAttribute("href");
  return [...child.childNodes].flatMap((one) => runs(one, own));
}

function paragraph(pieces) {
  const joined = join(pieces);
  const said = spell(joined);
  // What the marks cannot say here (bold in the middle of signs) stays as plain text rather than as stars.
  const back = join([...node("p", ...inline(said)).childNodes].flatMap((one) => runs(one, {})));
  const tidy = (all) => JSON.stringify(all.map(({ text, bold, italic, href }) => [text.trim(), !!bold, !!italic, href ?? ""]));
  return tidy(back) === tidy(join(inline(said).length ? joined : [])) ? said : spell(joined.map(({ text, href }) => ({ text, href })));
}

function join(pieces) {
  const made = [];
  for (const piece of pieces) {
    const last = made.at(-1);
    if (last && last.bold === piece.bold && last.italic === piece.italic && last.href === piece.href) last.text += piece.text;
    else made.push({ ...piece });
  }
  return outward(made);
}

// A mark may not stand beside a space on its inner side: spaces and breaks belong to no style.
function outward(pieces) {
  const made = pieces.flatMap(({ text, ...style }) => {
    if (!style.bold && !style.italic) return [{ text, ...style }];
    const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
    const bare = { href: style.href };
    return [{ text: before, ...bare }, { text: inner, ...style }, { text: after, ...bare }];
  }).filter(({ text }) => text);
  const joined = [];
  for (const piece of made) {
    const last = joined.at(-1);
    if (last && !last.bold === !piece.bold && !last.italic === !piece.italic && last.href === piece.href) last.text += piece.text;
    else joined.push(piece);
  }
  return joined;
}

function spell(pieces) {
  let said = "";
  for (let at = 0; at < pieces.length; ) {
    const href = pieces[at].href;
    let end = at;
    while (end < pieces.length && pieces[end].href === href) end++;
    const text = styled(pieces.slice(at, end));
    said += href && text.trim() ? `[${text.trim().replace(/\n/g, " ")}](${address(href)})` : text;
    at = end;
  }
  const lines = said.split("\n").map((line) => line.trim().replace(/ {2,}/g, " "));
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim()
    .replace(/^([-+]|\d{1,9}(?=[.)]))([.)]?)(?=[ \t]|$)/gm, (_, sign, dot) => (dot ? `${sign}\\${dot}` : `\\${sign}`));
}

// Brackets may stand in an address when each has its other; signs that Markdown reads are escaped.
function address(href) {
  const simple = /^(?:[^()]|\([^()]*\))*$/.test(href);
  return href.replace(/[\\*_[\]<>]/g, "\\$&").replace(/\s/g, "%20").replace(/[()]/g, (sign) => (simple ? sign : sign === "(" ? "%28" : "%29"));
}

function styled(pieces) {
  let said = "";
  for (let at = 0; at < pieces.length; ) {
    let end = at;
    while (end < pieces.length && !pieces[end].bold === !pieces[at].bold) end++;
    const inner = pieces.slice(at, end).map(({ text, italic }) => (italic ? `*${escape(text)}*` : escape(text))).join("");
    said += pieces[at].bold ? `**${inner}**` : inner;
    at = end;
  }
  return said;
}

function escape(text) {
  return text.replace(/[\\*[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&");
}
