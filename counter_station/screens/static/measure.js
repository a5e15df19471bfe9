// How long a step takes: typing into fields, moving and pressing, and the rest. Counts and
// milliseconds go with the form; nothing of what was typed is looked at. Works without: then the
// station knows the whole only.
"use strict";

const PAUSE = 2000; // longer than this between two keys, somebody reads, listens or thinks
const spent = { input: 0, operation: 0, understanding: 0, keys: 0 };
let last = performance.now();

function count(kind) {
  const now = performance.now();
  const gap = now - last;
  last = now;
  spent[gap > PAUSE ? "understanding" : kind] += gap;
}

const fills = (target) => target !== null && target.closest("input, select, textarea") !== null;

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.isComposing || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return;
  spent.keys += 1;
  const text = event.key.length === 1;
  const pressed = text && document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  count(text && (fills(pressed || null) || fills(event.target)) ? "input" : "operation");
}, true);
document.addEventListener("pointerdown", (event) => {
  count(event.target.closest("label") ? "input" : "operation");
}, true);
document.addEventListener("submit", (event) => {
  count("operation");
  for (const [name, value] of Object.entries(spent)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = `m_${name}`;
    field.value = String(Math.round(value));
    event.target.append(field);
    spent[name] = 0;
  }
}, true);
