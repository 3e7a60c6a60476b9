// Evidence with focus and a way back, and one beacon. Everything works without this file.
(() => {
  "use strict";
  const story = document.querySelector("article.story");
  if (!story) return;
  const status = story.querySelector(".status");
  let opened = null; // the link the reader came from

  const close = () => {
    story.querySelectorAll(".cited").forEach((sentence) => {
      sentence.classList.remove("cited");
      sentence.removeAttribute("tabindex");
    });
    story.querySelectorAll(".back, .supports").forEach((added) => added.remove());
  };

  const goBack = () => {
    const link = opened;
    close();
    opened = null;
    if (!link) return;
    history.replaceState(null, "", location.pathname + location.search);
    link.focus();
    link.scrollIntoView({ block: "center" });
    status.textContent = "";
  };

  const nameOf = (id) => {
    const number = id.replace(/\D/g, "");
    if (id.startsWith("kp")) return `key point ${number}`;
    return id === "pq" ? "the quote" : `summary sentence ${number}`;
  };

  const show = (link) => {
    close();
    opened = link;
    const id = link.dataset.evidence;
    const sentences = [...story.querySelectorAll(`.e-${id}`)];
    if (!sentences.length) return;
    sentences.forEach((sentence) => {
      sentence.classList.add("cited");
      const mark = document.createElement("sup");
      mark.className = "supports";
      const shown = document.createElement("span");
      shown.setAttribute("aria-hidden", "true");
      shown.textContent = id.replace(/\D/g, "") || "”";
      const said = document.createElement("span");
      said.className = "off-screen";
      said.textContent = ` supports ${nameOf(id)}`;
      mark.append(shown, said);
      sentence.append(mark);
    });
    const back = document.createElement("a");
    back.className = "back";
    back.href = `#${id}`;
    back.textContent = `Back to ${nameOf(id)}`;
    back.addEventListener("click", (event) => {
      event.preventDefault();
      goBack();
    });
    sentences[sentences.length - 1].after(back);
    sentences[0].tabIndex = -1;
    sentences[0].focus({ preventScroll: true });
    sentences[0].scrollIntoView({ block: "center" });
    const many = sentences.length > 1;
    status.textContent =
      `${sentences.length} ${many ? "sentences" : "sentence"} in the story ` +
      `${many ? "support" : "supports"} ${nameOf(id)}. Escape goes back.`;
  };

  story.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-evidence]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    show(link);
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
