// The call display: what the office says is shown, and where it falls silent, that is said too.
// Chime and voice are off until somebody switches them on. Nothing moves; languages take turns.
(() => {
  const { turn, stale, sayJa, sayEn } = document.body.dataset;
  const byId = (id) => document.getElementById(id);
  const tongues = [...new Set([...document.querySelectorAll(".display__tongue")].map((e) => e.dataset.tongue))];
  let shown = tongues.indexOf(document.querySelector(".display__tongue:not([hidden])").dataset.tongue);
  let heard = Date.now();
  let last = null;

  setInterval(() => {
    shown = (shown + 1) % tongues.length;
    document.querySelectorAll(".display__tongue").forEach((each) => {
      each.hidden = each.dataset.tongue !== tongues[shown];
    });
  }, Number(turn) * 1000);

  const age = () => {
    const silent = Date.now() - heard > Number(stale) * 1000;
    byId("stale").hidden = !silent;
    document.body.classList.toggle("display--stale", silent);
  };
  setInterval(age, 1000);

  const line = (call) => {
    const row = document.createElement("li");
    const parts = [["strong", call.ticket], ["span", "→"], ["span", call.counter]];
    parts.forEach(([kind, words]) => {
      const part = document.createElement(kind);
      part.textContent = words;
      row.append(part);
    });
    row.children[1].setAttribute("aria-hidden", "true");
    return row;
  };

  const switched = (id) => byId(id).getAttribute("aria-pressed") === "true";

  const chime = () => {
    const audio = new AudioContext();
    [880, 660].forEach((pitch, n) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.2, audio.currentTime + n * 0.4);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + n * 0.4 + 0.8);
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + n * 0.4);
      tone.stop(audio.currentTime + n * 0.4 + 0.8);
    });
  };

  const speak = (call) => {
    [["ja-JP", sayJa], ["en-US", sayEn]].forEach(([lang, words]) => {
      const filled = words.replace("{number}", call.ticket).replace("{counter}", call.counter);
      const said = new SpeechSynthesisUtterance(filled);
      said.lang = lang;
      speechSynthesis.speak(said);
    });
  };

  const call = (newest) => {
    byId("now-ticket").textContent = newest.ticket;
    byId("now-counter").textContent = newest.counter;
    const now = byId("now");
    now.classList.remove("display__now--new");
    void now.offsetWidth;
    now.classList.add("display__now--new");
    if (switched("chime")) chime();
    if (switched("voice")) speak(newest);
  };

  const show = (hall) => {
    heard = Date.now();
    age();
    byId("at").textContent = new Date(hall.at).toLocaleTimeString("ja-JP", { timeZone: "Asia/Tokyo", hour12: false });
    byId("waiting").textContent = hall.waiting;
    byId("now").hidden = !hall.calls.length;
    byId("none").hidden = hall.calls.length > 0;
    byId("earlier").replaceChildren(...hall.calls.slice(1).map(line));
    const newest = hall.calls[0];
    const key = newest ? `${newest.ticket} ${newest.counter} ${newest.at}` : "";
    if (newest && key !== last) call(newest);
    last = key;
  };

  ["chime", "voice"].forEach((id) => {
    if (id === "voice" && !("speechSynthesis" in window)) return;
    const button = byId(id);
    button.hidden = false;
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!switched(id)));
    });
  });

  const stream = new EventSource("/display/events");
  stream.addEventListener("message", (message) => show(JSON.parse(message.data)));
  // A stream that was refused for good is not tried again by the browser: the page is.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 15000);
  });
})();
