// Warns five minutes before the session ends, and keeps it open at the press of a button (WCAG 2.2.1).
// Without this script the page says the time at its top.
(() => {
  const box = document.getElementById("session-warning");
  if (!box) return;
  const keep = box.querySelector("button");
  const warnSeconds = Number(box.dataset.warn);
  let timers = [];

  const wait = (seconds) => {
    timers.forEach(clearTimeout);
    box.hidden = true;
    timers = [
      setTimeout(() => { box.hidden = false; }, Math.max(0, seconds - warnSeconds) * 1000),
      setTimeout(() => { box.classList.add("banner--bad"); box.dataset.over = ""; }, seconds * 1000),
    ];
  };
  keep?.addEventListener("click", async () => {
    const answer = await fetch("/session", { redirect: "manual" }).catch(() => null);
    if (answer?.ok) wait((await answer.json()).seconds);
    else if (answer) location.assign("/sign-in");
  });
  wait(Number(box.dataset.seconds));
})();
