// Tints the sentences under a line while the line has the focus or the pointer, checks a line as
// it is typed, and notes how long the screen was in sight. Without this script each cited sentence
// is a link to its place, a button checks, and the server counts from when the screen was opened.
(() => {
  "use strict";
  const PAUSE_MS = 400;

  const sentencesOf = (card) =>
    (card.dataset.sentences || "")
      .split(" ")
      .filter(Boolean)
      .map((id) => document.getElementById(id))
      .filter(Boolean);

  for (const card of document.querySelectorAll("[data-sentences]")) {
    const tint = (isOn) => () =>
      sentencesOf(card).forEach((sentence) => sentence.classList.toggle("is-cited", isOn));
    card.addEventListener("focusin", tint(true));
    card.addEventListener("focusout", tint(false));
    card.addEventListener("mouseenter", tint(true));
    card.addEventListener("mouseleave", tint(false));
  }

  for (const form of document.querySelectorAll("form[data-check]")) {
    const told = form.querySelector(".desk-typed");
    let timer = null;
    let asked = null;
    const check = async () => {
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(form.dataset.check, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "fetch" },
          signal: asked.signal,
        });
        // Refused or broken: the button still checks. What stood there is about other words.
        told.innerHTML = answer.ok ? await answer.text() : "";
      } catch (error) {
        if (error.name !== "AbortError") told.textContent = "";
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE_MS);
    });
  }

  let seenMs = 0;
  let since = document.visibilityState === "visible" ? performance.now() : null;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") since = performance.now();
    else if (since !== null) {
      seenMs += performance.now() - since;
      since = null;
    }
  });
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[name=visible_seconds]");
    if (!field) return;
    const now = since === null ? 0 : performance.now() - since;
    field.value = Math.round((seenMs + now) / 1000);
  });
})();
