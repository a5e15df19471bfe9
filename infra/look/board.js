// The board live: what the office says replaces what stood there; silence is said too.
// Clocks run on between two messages. What was unfolded or has the keyboard stays so.
(() => {
  const live = document.getElementById("live");
  const age = document.getElementById("age");
  const { live: words, stale, ago, staleSeconds } = age.dataset;
  let heard = Date.now();

  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const turn = (counter, name, on) => counter.classList.toggle(`counter--${name}`, on);

  const tick = () => {
    const silent = Math.round((Date.now() - heard) / 1000);
    const stopped = silent > Number(staleSeconds);
    document.getElementById("stale").hidden = !stopped;
    age.textContent = `${stopped ? "▲ " + stale : "● " + words} ${ago.replace("{n}", silent)}`;
    age.dataset.state = stopped ? "stale" : "live";
    live.querySelectorAll("[data-seconds]").forEach((clock) => {
      const seconds = Number(clock.dataset.seconds) + silent;
      const counter = clock.closest(".counter");
      const pace = counter.querySelector(".counter__pace");
      clock.textContent = minutes(seconds);
      turn(counter, "soon-ten", seconds >= 480 && seconds < 600);
      turn(counter, "over-ten", seconds >= 600);
      pace.textContent = seconds >= 600 ? pace.dataset.over : seconds >= 480 ? pace.dataset.soon : "";
    });
  };

  const place = () => {
    const at = document.activeElement;
    if (!live.contains(at)) return () => {};
    const all = [...live.querySelectorAll("a, summary, [tabindex]")];
    const n = all.indexOf(at);
    return () => live.querySelectorAll("a, summary, [tabindex]")[n]?.focus({ preventScroll: true });
  };

  const show = (html) => {
    const folded = new Map([...live.querySelectorAll("details")].map((each) => [each.id, each.open]));
    const back = place();
    live.innerHTML = html;
    live.querySelectorAll("details").forEach((each) => {
      if (folded.has(each.id)) each.open = folded.get(each.id);
    });
    back();
    heard = Date.now();
    tick();
  };

  setInterval(tick, 1000);
  tick();
  const stream = new EventSource(live.dataset.events);
  stream.addEventListener("message", (message) => show(message.data));
  // A stream that was refused for good is not tried again by the browser: the page is.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 15000);
  });
})();
