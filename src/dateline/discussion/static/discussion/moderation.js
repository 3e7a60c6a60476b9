// Keys for the queue: j next, k previous, x tick, a approve or keep, r refuse (or choose the reason),
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
  // A claim lasts five minutes: who is still at it has it a while longer.
  const CLAIM_AGAIN_MS = 240_000;
  const list = document.querySelector(".queue");
  const claim = async (card) => {
    if (Date.now() - (card.dataset.claimedAt || 0) < CLAIM_AGAIN_MS) return;
    card.dataset.claimedAt = Date.now();
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(card.dataset.claim, { method: "POST", headers }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 409)) return;
    const { holder } = await answer.json();
    const said = holder ? list.dataset.held.replace("…", holder) : list.dataset.mine;
    card.querySelector(".holder").textContent = said;
  };
  // Passing over a card takes it from nobody: it is claimed by who stays on it.
  const stay = (card) =>
    setTimeout(() => card.contains(document.activeElement) && claim(card), 1500);
  for (const card of queued) {
    card.addEventListener("focusin", () => stay(card));
    card.addEventListener("input", () => claim(card));
  }

  // A refusal without a reason is not sent: what was ticked and typed would be lost on the way.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[name^=refuse]");
    if (!button) return;
    const acts = button.name === "refuse" ? button.closest(".acts") : document;
    const reason = acts.querySelector(button.name === "refuse" ? "select" : "[name=reason-selected]");
    if (reason.value) return;
    event.preventDefault();
    document.querySelector(".needed")?.remove();
    const needed = document.createElement("p");
    needed.className = "needed";
    needed.setAttribute("role", "alert");
    needed.textContent = list.dataset.needed;
    reason.closest(".acts").append(needed);
    reason.focus();
  });

  // After a decision the page comes back at the card that follows.
  const next = queued.find((card) => `#${card.id}` === location.hash);
  if (next) next.focus();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
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
    else if (within && event.key === "a") within.querySelector("[name=approve], [name=keep], [name=restore]")?.click();
    else if (within && event.key === "r") {
      const reason = within.querySelector("select");
      if (reason && !reason.value) reason.focus();
      else within.querySelector("[name=refuse]")?.click();
    } else return;
    event.preventDefault();
  });
})();
