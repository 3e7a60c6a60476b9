// Brings the comment form into the story page when the reader comes near it. Optional.
(() => {
  "use strict";
  const place = document.querySelector(".comment-form[data-form-url]");
  if (!place || !window.fetch) return;
  const link = place.querySelector(".open-form");
  let asked = false;

  const bring = async (focus) => {
    if (asked) return;
    asked = true;
    try {
      const answer = await fetch(place.dataset.formUrl, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const form = document.createElement("div");
      form.innerHTML = await answer.text();
      const heading = document.createElement("h3");
      heading.textContent = link.textContent;
      link.parentElement.replaceWith(heading, form);
      if (focus) form.querySelector("input:not([name=nickname]), textarea").focus();
    } catch {
      asked = false; // the link still leads to the form's own page
      if (focus) location.href = link.href;
    }
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    bring(true);
  });
  if ("IntersectionObserver" in window) {
    const near = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        near.disconnect();
        bring(false);
      }
    }, { rootMargin: "300px" });
    near.observe(place);
  }
})();
