// The identity step: the verdict follows the ticked documents; a key pressed again means "out of date".
// Every action also works without this file.
"use strict";

const identity = document.getElementById("identity");
if (identity) {
  let latest = 0;
  const judge = async () => {
    const turn = ++latest;
    const body = new URLSearchParams(new FormData(identity));
    const answer = await fetch(identity.dataset.verdict, { method: "POST", body });
    const region = document.getElementById("verdict");
    if (answer.ok && turn === latest) region.innerHTML = await answer.text();
  };

  // By key a document goes round: shown, shown but out of date, not shown.
  let byKey = false;
  identity.addEventListener("click", (event) => { byKey = event.detail === 0; });
  identity.addEventListener("change", ({ target }) => {
    const voided = target.name === "document" &&
      target.closest("label").nextElementSibling?.querySelector("input[name=void]");
    if (voided && !target.checked) {
      const round = byKey && !voided.checked;
      target.checked = round;
      voided.checked = round;
    }
    judge().catch(() => undefined);
  });
}
