// The officers' page while the PIN desk works: how far the card is, once a second. Without this
// script the page is the same, and a link renews it. Looking keeps the session alive, so it ends
// with the batch, and after ten minutes in any case.
(() => {
  const part = document.getElementById("batch");
  if (!part) return;
  let looks = 600;
  const look = async () => {
    if (document.hidden || looks === 0 || !part.querySelector("tbody")) return;
    looks -= 1;
    try {
      const answer = await fetch("/pin-setting/progress", { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = await answer.text();
      if (fresh !== part.innerHTML) part.innerHTML = fresh;
    } catch {
      // The office is away for a moment; what is shown stays.
    }
  };
  setInterval(look, 1000);
})();
