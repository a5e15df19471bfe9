// The clerk's comfort: keys, and the living parts of the page.
// Every action also works without this file.
"use strict";

const typing = (target) =>
  target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea") !== null;

// A key written on a button or a box presses it: F-keys anywhere, other keys outside of text.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const named = /^(F\d+|Escape|PageUp|PageDown)$/.test(event.key);
  if (!named && (typing(event.target) || event.key.length !== 1)) return enter(event);
  const key = event.code.startsWith("Key") || event.code.startsWith("Digit")
    ? event.code.slice(-1).toLowerCase() : event.key;
  const wanted = (event.shiftKey ? "shift+" : "") + key;
  const target = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
  if (!target || target.offsetParent === null && target.type !== "checkbox") return;
  event.preventDefault();
  target.click();
});

// The queue by arrow keys: the row before or after the one that is shown; Enter opens it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  if (event.target.closest("input, select, textarea")) return;
  const rows = [...document.querySelectorAll(".queue .row")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const from = here >= 0 ? here : rows.findIndex((row) => row.getAttribute("aria-current"));
  const next = rows[from + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) { event.preventDefault(); next.focus(); }
});

// Left alone, the screen hides everybody's data.
const idleMinutes = Number(document.body.dataset.blankAfter || 0);
if (idleMinutes > 0) {
  let touched = Date.now();
  for (const kind of ["keydown", "pointerdown", "pointermove"]) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  }
  setInterval(() => { if (Date.now() - touched > idleMinutes * 60_000) location.assign("/blank"); }, 1000);
}

// Enter is the primary button wherever the focus is, except on something that has its own Enter.
function enter(event) {
  if (event.key !== "Enter" || event.target.closest("a, button, textarea, input")) return;
  const primary = document.querySelector("[data-primary]");
  if (primary) { event.preventDefault(); primary.click(); }
}

// Reader, queue, clock and what is unsent: looked at every second while the page is seen.
const version = document.body.dataset.version;
let sending = false; // what was pressed is on its way: its answer is the next page
document.addEventListener("submit", () => { sending = true; });
window.addEventListener("beforeunload", () => { sending = true; }); // a link was followed, too
async function look() {
  if (document.hidden || sending) return;
  const answer = await fetch("/live" + location.search, { headers: { accept: "application/json" } });
  const { version: now, fragments } = await answer.json();
  if (sending) return;
  if (now !== version) { location.assign(location.pathname === "/" ? location.href : "/"); return; }
  for (const [id, html] of Object.entries(fragments)) {
    const region = document.getElementById(id);
    if (!region || region.contains(document.activeElement) || region.dataset.shown === html) continue;
    region.innerHTML = html;
    region.dataset.shown = html;
  }
}
if (version) setInterval(() => { look().catch(() => undefined); }, 1000);
