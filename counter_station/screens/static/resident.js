// The resident's comfort: the screen follows by itself, big keys, a look while a key is held.
// Everything also works without this file. Nothing typed is kept here or sent but by its form.
"use strict";

// Look every second whether the screen is wanted for something else; a page from the browser's
// memory is asked for anew.
const shown = document.body.dataset.now;
async function look() {
  const answer = await fetch("/resident/now").catch(() => null);
  if (answer && answer.ok && (await answer.text()) !== shown) location.replace("/resident");
}
if (shown) setInterval(look, 1000);
addEventListener("pageshow", (event) => { if (event.persisted) location.replace("/resident"); });

const form = document.querySelector("form[data-keys]");
if (form) {
  const fields = [...form.querySelectorAll("input[type=password]")];
  const submit = form.querySelector("button:not([type=button])");
  let field = fields[0];
  for (const each of fields) each.addEventListener("focus", () => { field = each; });
  const next = (after) => fields[fields.indexOf(after) + 1] || submit;

  // Enter in the first field goes on to the second.
  form.addEventListener("keydown", (event) => {
    const at = fields.indexOf(event.target);
    if (event.key !== "Enter" || at < 0 || at + 1 >= fields.length) return;
    if (fields[at + 1].value !== "") return;
    event.preventDefault();
    fields[at + 1].focus();
  });

  pad(form.querySelector("[data-pad]"));
  eye(form.querySelector("[data-show]"));

  function pad(region) {
    const letters = form.dataset.keys === "letters";
    const keys = letters ? [..."1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"] : [..."1234567890"];
    for (const key of keys) region.append(made(key, key, () => put(key)));
    const rub = made("⌫", region.dataset.delete, () => { field.value = field.value.slice(0, -1); });
    rub.classList.add("wide");
    region.append(rub);
    region.classList.toggle("keypad--letters", letters);
    region.hidden = false;
    // With keys on the page no other keyboard has to slide over it on a tablet.
    if (matchMedia("(pointer: coarse)").matches) for (const each of fields) each.inputMode = "none";
  }

  function made(sign, name, press) {
    const key = document.createElement("button");
    key.type = "button";
    key.tabIndex = -1;
    key.textContent = sign;
    key.setAttribute("aria-label", name);
    // The field keeps the focus: nothing jumps while keys are pressed.
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", press);
    return key;
  }

  function put(sign) {
    if (field.value.length < field.maxLength) field.value += sign;
    const digits = form.dataset.keys === "digits";
    (digits && field.value.length === field.maxLength ? next(field) : field).focus();
  }

  function eye(button) {
    let until = 0;
    const hide = () => {
      clearTimeout(until);
      for (const each of fields) each.type = "password";
    };
    const show = () => {
      for (const each of fields) each.type = "text";
      until = setTimeout(hide, 3000);
    };
    button.addEventListener("pointerdown", (event) => { event.preventDefault(); show(); });
    for (const end of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"])
      button.addEventListener(end, hide);
    button.addEventListener("keydown", (event) => {
      if ((event.key === " " || event.key === "Enter") && !event.repeat) show();
    });
    form.addEventListener("submit", hide);
    button.hidden = false;
  }
}
