"use strict";
(() => {
  const one = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const cards = all(".card"), marks = all(".mark"), dots = all(".dot");
  const numbers = (mark) => mark.dataset.cards.split(" ");
  const filters = one("#filters"), find = one("#find"), boxes = all("input[type=checkbox]", filters);
  const help = one("#help"), single = one("#single");
  const words = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const near = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let chosen = null;

  document.documentElement.classList.add("live");
  filters.hidden = false;

  const seen = () => cards.filter((card) => !card.hidden);
  const cardOf = (number) => one(`#f-${number}`);
  const markOf = (card) => marks.find((mark) => numbers(mark).includes(card.dataset.card));

  function within(panel, card) {
    if (panel.scrollHeight <= panel.clientHeight + 1) return false;
    const top = card.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop;
    panel.scrollTo({ top: Math.max(0, top - 8), behavior: near() });
    return true;
  }

  function choose(card, { focus = true, text = true } = {}) {
    if (!card) return;
    chosen = card;
    const number = card.dataset.card;
    cards.forEach((other) => other.classList.toggle("on", other === card));
    marks.forEach((mark) => mark.classList.toggle("on", numbers(mark).includes(number)));
    dots.forEach((dot) => dot.classList.toggle("on", dot.dataset.card === number));
    const beside = within(card.parentElement, card) || getComputedStyle(card.parentElement).position === "sticky";
    const mark = markOf(card);
    if (beside && text && mark) mark.scrollIntoView({ block: "center", behavior: near() });
    if (!beside) card.scrollIntoView({ block: "nearest", behavior: near() });
    if (focus) card.focus({ preventScroll: true });
  }

  function step(by) {
    const shown = seen();
    if (!shown.length) return;
    const at = shown.indexOf(chosen);
    choose(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)]);
  }

  function filter() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const said = find.value.trim().toLowerCase();
    for (const card of cards) {
      card.hidden = !wanted.has(card.dataset.severity) || !words.get(card).includes(said);
    }
    const shown = new Set(seen().map((card) => card.dataset.card));
    marks.forEach((mark) => mark.classList.toggle("off", !numbers(mark).some((number) => shown.has(number))));
    dots.forEach((dot) => dot.classList.toggle("off", !shown.has(dot.dataset.card)));
    one("#told").textContent = shown.size === cards.length ? "" : `Showing ${shown.size} of ${cards.length}`;
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark"), dot = event.target.closest(".dot");
    const back = event.target.closest(".card h3 a"), card = event.target.closest(".card");
    if (mark) {
      event.preventDefault();
      const here = numbers(mark).map(cardOf).filter((other) => !other.hidden);
      choose(here.includes(chosen) ? chosen : here[0], { text: false });
    } else if (dot && !dot.classList.contains("off")) {
      choose(cardOf(dot.dataset.card));
    } else if (back && card) {
      event.preventDefault();
      toMark(card);
    } else if (card && !event.target.closest("a, summary")) {
      choose(card, { focus: false });
    }
  });

  function toMark(card) {
    const mark = markOf(card);
    choose(card, { focus: false });
    if (!mark) return;
    mark.scrollIntoView({ block: "center", behavior: near() });
    mark.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const writing = event.target.matches("input[type=search]");
    if (event.key === "Escape" && writing) {
      find.value = "";
      filter();
      find.blur();
    }
    if (writing) return;
    const inside = event.target.closest(".card, .mark");
    if (event.key === "Enter" && event.target.matches(".card")) {
      event.preventDefault();
      toMark(event.target);
      return;
    }
    if (inside && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      if (inside.matches(".mark")) chosen = cardOf(numbers(inside)[0]);
      step(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (!single.checked) return;
    const box = boxes.find((other) => other.value === { 1: "error", 2: "warning", 3: "note", 4: "fits", 5: "open" }[event.key]);
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") find.focus({ preventScroll: getComputedStyle(filters).position === "sticky" });
    else if (event.key === "?") help.showModal();
    else if (box) box.click();
    else return;
    event.preventDefault();
  });

  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("input", filter);
  one("#on").addEventListener("click", () => step(1));
  one("#back").addEventListener("click", () => step(-1));
  one("#keys").addEventListener("click", () => help.showModal());
  addEventListener("beforeprint", () => all("details").forEach((part) => (part.open = true)));
  if (/^#f-\d+$/.test(location.hash)) choose(one(location.hash), { focus: false });
})();
