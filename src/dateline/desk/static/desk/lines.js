// Tints the sentences under a line while the line has the focus or the pointer. Without this
// script each cited sentence is still a link to its place in the copy.
(() => {
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
})();
