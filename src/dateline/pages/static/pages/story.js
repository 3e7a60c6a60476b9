// Evidence with focus and a way back, and one beacon. Everything works without this file.
(() => {
  "use strict";
  const story = document.querySelector("article.story");
  if (!story) return;
  const status = story.querySelector(".status");
  let opened = null; // the button the reader came from

  const close = () => {
    story.querySelectorAll(".cited").forEach((sentence) => {
      sentence.classList.remove("cited");
      sentence.removeAttribute("tabindex");
    });
    story.querySelectorAll(".supports").forEach((added) => added.remove());
    story.querySelectorAll(".back.on").forEach((link) => link.classList.remove("on"));
    if (opened) opened.setAttribute("aria-expanded", "false");
    status.textContent = "";
  };

  const goBack = () => {
    const button = opened;
    close();
    opened = null;
    if (!button) return;
    button.focus();
    button.scrollIntoView({ block: "center" });
  };

  const markOf = (id, words) => {
    const mark = document.createElement("sup");
    mark.className = "supports";
    const shown = document.createElement("span");
    shown.setAttribute("aria-hidden", "true");
    shown.textContent = id.replace(/\D/g, "") || "”";
    const said = document.createElement("span");
    said.className = "off-screen";
    said.textContent = ` ${words}`;
    mark.append(shown, said);
    return mark;
  };

  const show = (button) => {
    close();
    opened = button;
    const { evidence: id, supports, said } = button.dataset;
    const sentences = [...story.querySelectorAll(`.e-${id}`)];
    if (!sentences.length) return;
    button.setAttribute("aria-expanded", "true");
    sentences.forEach((sentence) => {
      sentence.classList.add("cited");
      sentence.append(markOf(id, supports));
    });
    story.querySelector(`.b-${id}`).classList.add("on");
    sentences[0].tabIndex = -1;
    sentences[0].focus({ preventScroll: true });
    sentences[0].scrollIntoView({ block: "center" });
    status.textContent = said;
  };

  // A link leads somewhere; with script it shows and hides, which is what a button does.
  story.querySelectorAll("a[data-evidence]").forEach((link) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = link.textContent;
    Object.assign(button.dataset, link.dataset);
    const sentences = [...story.querySelectorAll(`.e-${link.dataset.evidence}`)];
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", sentences.map((sentence) => sentence.id).join(" "));
    link.replaceWith(button);
  });

  story.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-evidence]");
    if (button) {
      if (button === opened) goBack();
      else show(button);
    } else if (opened && event.target.closest(".back.on")) {
      event.preventDefault();
      goBack();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened) goBack();
  });

  // One reader, once the page has been looked at for a second. The desk's preview is none.
  if (!story.dataset.seenUrl) return;
  let seen = false;
  const count = () => {
    if (seen || document.visibilityState !== "visible") return;
    setTimeout(() => {
      if (seen || document.visibilityState !== "visible") return;
      seen = true;
      navigator.sendBeacon(story.dataset.seenUrl);
    }, 1000);
  };
  document.addEventListener("visibilitychange", count);
  count();
})();
