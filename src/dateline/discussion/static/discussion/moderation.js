// Keys for the queue: j next, k previous, x tick, a approve, r refuse (or choose the reason first),
// u undo, / search; Enter behind the words of a refusal refuses. Whoever works on a card has it for
// a few minutes; colleagues see that.
(() => {
  "use strict";
  const queued = [...document.querySelectorAll(".queued")];
  let place = -1;
  const go = (step) => {
    place = Math.min(queued.length - 1, Math.max(0, place + step));
    if (queued[place]) queued[place].focus();
  };
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const claim = async (card) => {
    if (card.dataset.claimed) return;
    card.dataset.claimed = "1";
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(card.dataset.claim, { method: "POST", headers }).catch(() => null);
    if (answer?.status !== 409) return;
    const { holder } = await answer.json();
    const said = document.querySelector(".queue").dataset.held;
    card.querySelector(".holder").textContent = said.replace("…", holder);
  };
  // Passing over a card takes it from nobody: it is claimed by who stays on it.
  const stay = (card) =>
    setTimeout(() => card.contains(document.activeElement) && claim(card), 1500);
  for (const card of queued) card.addEventListener("focusin", () => stay(card));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.matches(".queued [name^=facts-]")) {
      event.target.closest(".queued").querySelector("[name=refuse]").click();
      event.preventDefault();
      return;
    }
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const within = event.target.closest(".queued");
    if (within) place = queued.indexOf(within);
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "u") document.querySelector(".undo button")?.click();
    else if (event.key === "/") document.querySelector("[name=words]")?.focus();
    else if (within && event.key === "x") within.querySelector("[name=comment]")?.click();
    else if (within && event.key === "a") within.querySelector("[name=approve]")?.click();
    else if (within && event.key === "r") {
      const reason = within.querySelector("select");
      if (reason && !reason.value) reason.focus();
      else within.querySelector("[name=refuse]")?.click();
    } else return;
    event.preventDefault();
  });
})();
