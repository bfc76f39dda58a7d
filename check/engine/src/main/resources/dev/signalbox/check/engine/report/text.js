"use strict";

// What comes from the program goes into the page as text, never as HTML: see element().

const page = JSON.parse(document.getElementById("data").textContent);

/** Text of the program with its invisible characters made visible; `kept` may stay as they are. */
function clean(text, kept = "") {
  return text
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/\r\n/g, "\n")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) =>
      kept.includes(c) ? c : c === "\n" ? "\\n" : c === "\r" ? "\\r" : c === "\t" ? " " : escaped(c));
}

function escaped(c) {
  const hex = c.codePointAt(0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : "\\u" + hex.padStart(4, "0");
}

/** Lines of the program's text. */
const block = (text) => clean(text, "\n\t");

const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** Without its middle, if it is too long. */
function shortened(text, most) {
  const c = [...text];
  const head = Math.ceil((most - 1) / 2);
  return c.length <= most ? text : c.slice(0, head).join("") + "…" + c.slice(c.length - (most - 1 - head)).join("");
}

/** `Bank.java:12` */
const place = (location) => clean(location.line > 0 ? `${location.file}:${location.line}` : location.file);

/** `Bank.transfer` */
const method = (location) =>
  clean(location.className.slice(location.className.lastIndexOf(".") + 1) + "." + location.method);

/** `com.acme.Bank.transfer(Bank.java:12)` */
const frame = (location) => `${clean(location.className)}.${clean(location.method)}(${place(location)})`;

/** The known lines round the location, by number. */
function linesOf(location) {
  const dot = location.className.lastIndexOf(".");
  return page.sources[location.className.slice(0, Math.max(0, dot)) + "/" + location.file] ?? {};
}

/** An HTML element. Children are elements, texts, or null for none; `onclick` and so on are listeners. */
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((c) => c !== null));
  return node;
}
