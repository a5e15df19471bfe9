// The kiosk forgets whoever walked away: a warning after 45 seconds without a touch, then the start.
// Without this script a page of its own does the same.
(() => {
  const { reset, warning, start } = document.body.dataset;
  const warningBox = document.getElementById("warning");
  const goOn = document.getElementById("go-on");
  let timers = [];

  const rest = () => {
    timers.forEach(clearTimeout);
    warningBox.hidden = true;
    timers = [
      setTimeout(warn, (Number(reset) - Number(warning)) * 1000),
      setTimeout(() => location.replace(start), Number(reset) * 1000),
    ];
  };
  const warn = () => {
    warningBox.hidden = false;
    goOn.focus();
  };

  goOn.addEventListener("click", () => {
    rest();
    document.querySelector("input:not([type=hidden])")?.focus();
  });
  ["pointerdown", "keydown", "input"].forEach((kind) => document.addEventListener(kind, rest));
  rest();
})();
