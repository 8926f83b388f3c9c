// Lights what belongs together: marks in the article and cards in the margin share the keys that
// their data-of names. Without this script the links between them still work.
(() => {
  const narrow = matchMedia("(max-width: 799px)");
  const margin = document.querySelector(".margin");
  const sheet = document.querySelector(".sheet");
  const kinds = { s: "lit-statement", e: "lit-event", o: "lit-obligation", a: "lit-actor" };
  const parts = new Map();
  const enlist = (key, element) => parts.has(key) ? parts.get(key).push(element) : parts.set(key, [element]);
  for (const element of document.querySelectorAll("[data-of]")) {
    for (const key of element.dataset.of.split(" ")) if (key) enlist(key, element);
  }
  for (const element of document.querySelectorAll("[data-who], [data-actor]")) {
    for (const key of (element.dataset.actor ?? element.dataset.who).split(" ")) if (key) enlist(key, element);
  }
  let pinned = [];
  let opener = null;

  const keysOf = (element) => {
    const holder = element.closest?.("[data-actor], [data-of]:not([data-of=''])");
    return holder ? (holder.dataset.actor ?? holder.dataset.of).split(" ") : [];
  };
  const cardOf = (key) => document.getElementById(key);

  function light(keys) {
    for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit", ...Object.values(kinds));
    for (const key of keys) {
      for (const element of parts.get(key) ?? []) element.classList.add("lit", kinds[key[0]]);
    }
  }
  function bringIntoMargin(keys) {
    const card = keys.map(cardOf).findLast((one) => one && one.offsetParent);
    if (!card || narrow.matches) return;
    const [box, frame] = [card.getBoundingClientRect(), margin.getBoundingClientRect()];
    if (box.top < frame.top + 64) margin.scrollBy(0, box.top - frame.top - 64);
    else if (box.bottom > frame.bottom - 16) margin.scrollBy(0, Math.min(box.bottom - frame.bottom + 16, box.top - frame.top - 64));
  }
  function openSheet(keys, from) {
    const copies = keys.map(cardOf).filter(Boolean).reverse().map((card) => card.cloneNode(true));
    for (const copy of copies) copy.removeAttribute("id");
    sheet.querySelector(".cards").replaceChildren(...copies);
    sheet.hidden = false;
    sheet.scrollTop = 0;
    opener = from;
  }
  function close() {
    pinned = [];
    light([]);
    if (sheet.hidden) return;
    if (sheet.contains(document.activeElement)) opener?.focus?.();
    sheet.hidden = true;
  }

  let wait = 0;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const keys = keysOf(event.target);
    light(keys.length ? keys : pinned);
    clearTimeout(wait);
    if (event.target.closest(".text")) wait = setTimeout(() => bringIntoMargin(keys), 150);
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(":focus-visible")) return;
    const keys = keysOf(event.target);
    if (!keys.length) return;
    light(keys);
    if (event.target.closest(".text")) bringIntoMargin(keys);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".close")) return close();
    const link = event.target.closest("a");
    const mark = event.target.closest(".text .mark");
    const keys = link && !mark && link.hash.length > 1 && !link.matches(".where") ? [link.hash.slice(1)] : keysOf(event.target);
    if (!keys.length) {
      if (!event.target.closest(".sheet, .filter, a")) close();
      return;
    }
    pinned = keys;
    light(keys);
    if (mark) {
      event.preventDefault();
      if (narrow.matches) {
        openSheet(keys, mark);
        if (event.detail === 0) sheet.querySelector(".close").focus();
      } else bringIntoMargin(keys);
    } else if (!link || link.matches(".where")) {
      event.preventDefault();
      sheet.hidden = true;
      const at = (parts.get(keys[0]) ?? []).filter((element) => element.matches(".text .mark"));
      (at.find((element) => element.matches(".trigger, .act, .cue")) ?? at[0])?.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
})();
