// Comments without leaving the story: the form comes to the reader, the answer stands in its place,
// and what others wrote meanwhile is told. It asks for the pages that readers without script get.
(() => {
  "use strict";
  const section = document.querySelector(".comments[data-count-url]");
  if (!section || !window.fetch) return;
  const said = section.querySelector(".said");
  const LOOK_AGAIN_MS = [2, 4, 8, 15, 30, 60, 120, 300].map((seconds) => seconds * 1000);
  const ASK_EVERY_MS = 60_000;
  const ASK_AT_LEAST_EVERY_MS = 600_000;

  const open = async (address, options) => {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { answer, page };
  };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const focusOn = (element) => {
    if (!element.matches("a, input, textarea, select")) element.tabIndex = -1;
    element.focus();
  };

  // Whoever is signed in has no name to type: the words come first.
  const firstField = (form) => form.querySelector(".field input, .field textarea");

  // --- the form comes to the reader -----------------------------------------------------------
  const place = section.querySelector(".comment-form[data-form-url]");
  const link = place && place.querySelector(".open-form");
  let asked = false;
  let wanted = false; // whether the reader pressed the link, perhaps while the form was on its way

  // Two forms may stand on one page: no id twice.
  const ownIds = (form, key) => {
    for (const name of ["id", "for", "aria-describedby"]) {
      for (const one of form.querySelectorAll(`[${name}^="id_"]`)) {
        one.setAttribute(name, one.getAttribute(name).replace(/\bid_/g, `id_${key}_`));
      }
    }
    return form;
  };

  const bring = async (focus) => {
    wanted = wanted || focus;
    if (asked) return;
    asked = true;
    try {
      const { answer, page } = await open(place.dataset.formUrl);
      if (!answer.ok) throw new Error(String(answer.status));
      const heading = document.createElement("h3");
      heading.textContent = link.textContent;
      const form = page.querySelector("form");
      link.parentElement.replaceWith(heading, form);
      if (focus) form.querySelector("input:not([name=nickname]), textarea").focus();
    } catch {
      asked = false; // the link still leads to the form's own page
      if (focus) location.href = link.href;
    }
  };

  const bringReply = async (reply) => {
    const comment = reply.closest(".comment");
    const there = comment.querySelector("form");
    if (there) {
      if (there.elements.text.value) there.elements.text.focus();
      else there.remove();
      return;
    }
    try {
      const { answer, page } = await open(`${reply.href}&fragment`);
      if (!answer.ok) throw new Error(String(answer.status));
      const form = ownIds(page.querySelector("form"), comment.id);
      if (comment.querySelector("form")) return; // pressed twice
      comment.append(form);
      firstField(form).focus();
    } catch {
      location.href = reply.href;
    }
  };

  // --- a comment is sent and its answer stands where the form stood ----------------------------
  const send = async (form) => {
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    said.textContent = section.dataset.sending;
    const body = new URLSearchParams(new FormData(form));
    try {
      const { answer, page } = await open(form.action, { method: "POST", body });
      said.textContent = "";
      const again = page.querySelector("main form[action$='/comments/']");
      if (again) giveBack(form, again);
      else if (answer.ok) taken(form, page, answer.url);
      else tell(form, page.querySelector("main p").textContent);
    } catch {
      tell(form, section.dataset.failed);
    } finally {
      form.ariaBusy = "false";
    }
  };

  const tell = (form, words) => {
    said.textContent = "";
    form.querySelector(".notice")?.remove();
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.textContent = words;
    form.prepend(notice);
    focusOn(notice);
  };

  const giveBack = (form, again) => {
    const comment = form.closest(".comment");
    if (comment) ownIds(again, comment.id);
    form.replaceWith(again);
    focusOn(again.querySelector("[aria-invalid=true]") || again.querySelector(".notice"));
  };

  const taken = async (form, page, address) => {
    const standing = document.createElement("div");
    const show = (from) => standing.replaceChildren(from.querySelector(".notice"), more);
    const more = document.createElement("p");
    more.append(Object.assign(document.createElement("a"), {
      href: address, textContent: page.querySelector("main h1").textContent, rel: "noreferrer",
    }));
    show(page);
    form.replaceWith(standing);
    focusOn(standing);
    let before = "received";
    for (const ms of LOOK_AGAIN_MS) {
      await wait(ms);
      const now = await open(address).catch(() => null);
      const notice = now && now.answer.ok && now.page.querySelector(".notice[data-state]");
      if (!notice || notice.dataset.state === before) continue;
      before = notice.dataset.state;
      const words = notice.firstChild.textContent;
      show(now.page);
      said.textContent = words;
      if (before === "waiting") continue; // a moderator may look at it within minutes
      if (before === "shown") await bringIn(notice.querySelector("a").hash);
      return;
    }
  };

  // --- a comment that is published stands in its thread ----------------------------------------
  const listIn = (parent, before, classes) => {
    const found = [...parent.children].find((one) => one.matches("ol.comment-list"));
    if (found) return found;
    const list = document.createElement("ol");
    list.className = classes;
    parent.insertBefore(list, before);
    return list;
  };

  const bringIn = async (hash) => {
    const number = hash.replace("#comment-", "");
    if (section.querySelector(hash)) return;
    const { page } = await open(`${section.dataset.commentsUrl}${number}/`);
    const item = page.querySelector(hash)?.closest("li");
    if (!item) return;
    const begin = item.parentElement.closest("li")?.querySelector(".comment");
    const here = begin && document.getElementById(begin.id);
    if (begin && !here) return; // its thread is on another page
    if (here) listIn(here.parentElement, here.nextSibling, "comment-list replies").append(item);
    else listIn(section, said, "comment-list").append(item);
    seen += 1;
    askForNew();
  };

  // --- what others wrote meanwhile -------------------------------------------------------------
  const heading = section.querySelector("h2");
  const news = section.querySelector(".new-comments");
  let seen = Number(section.dataset.seen);
  let every = ASK_EVERY_MS;
  let timer = 0;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(askForNew, every);
  };

  // In the heading, which is no live region: screen readers say it when it is read, not each time.
  const tellCount = (count) => {
    const told = heading.querySelector(".count") || document.createElement("span");
    told.className = "count";
    told.textContent = count || "";
    if (!told.isConnected) heading.append(" ", told);
  };

  const askForNew = async () => {
    if (document.visibilityState !== "visible") return; // goes on when the reader comes back
    try {
      // The browser keeps the answer with its ETag: an unchanged one comes without a body.
      const answer = await fetch(`${section.dataset.countUrl}?seen=${seen}`, { cache: "no-cache" });
      if (answer.status === 404 || answer.status === 410) return;
      if (!answer.ok) throw new Error(String(answer.status));
      const { count, new: many, words } = await answer.json();
      tellCount(count);
      if (many && news.textContent !== words) {
        const there = document.createElement("a");
        there.href = `${section.dataset.commentsUrl}?sort=newest`;
        there.textContent = words;
        news.replaceChildren(there);
        every = ASK_EVERY_MS;
      } else {
        every = Math.min(every * 1.5, ASK_AT_LEAST_EVERY_MS);
      }
    } catch {
      every = Math.min(every * 2, ASK_AT_LEAST_EVERY_MS);
    }
    later();
  };

  section.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const reply = event.target.closest(".reply-link");
    if (!reply && event.target !== link) return;
    event.preventDefault();
    if (reply) bringReply(reply);
    else bring(true);
  });
  section.addEventListener("submit", (event) => {
    if (!event.target.matches("form[action$='/comments/']")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("visibilitychange", later);
  later();
  if (place && "IntersectionObserver" in window) {
    const near = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        near.disconnect();
        bring(false);
      }
    }, { rootMargin: "300px" });
    near.observe(place);
  }
})();
