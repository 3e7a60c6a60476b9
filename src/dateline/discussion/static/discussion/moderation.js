// Keys for the queue: j next, k previous, a approve, r refuse (or choose the reason first).
(() => {
  "use strict";
  const queued = [...document.querySelectorAll(".queued")];
  let place = -1;
  const go = (step) => {
    place = Math.min(queued.length - 1, Math.max(0, place + step));
    if (queued[place]) queued[place].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const within = event.target.closest(".queued");
    if (within) place = queued.indexOf(within);
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (within && event.key === "a") within.querySelector("[name=approve]")?.click();
    else if (within && event.key === "r") {
      const reason = within.querySelector("select");
      if (reason && !reason.value) reason.focus();
      else within.querySelector("[name=refuse]")?.click();
    } else return;
    event.preventDefault();
  });
})();
