// While the resident waits: look every second whether the screen is wanted for something.
"use strict";

const shown = document.body.dataset.now;
setInterval(async () => {
  const answer = await fetch("/resident/now").catch(() => null);
  if (answer && answer.ok && (await answer.text()) !== shown) location.assign("/resident");
}, 1000);
