/* What a page can do more with a script; everything is readable, and every choice works, without it. */
(() => {
  "use strict";
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  /* Copy: each part that may run the other way is isolated (FSI … PDI), so that it pastes in the right order. */
  const plain = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || getComputedStyle(node).display === "none") return "";
    const inside = Array.from(node.childNodes, plain).join("");
    return node.localName === "bdi" ? `\u2068${inside}\u2069` : inside;
  };
  if (navigator.clipboard) {
    all("button.copy").forEach((button) => {
      const words = button.textContent;
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(plain(document.getElementById(button.dataset.copy)).trim());
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    });
  }

  /* A choice that was made (length, language of lists, calendar) is kept on this device for the next page. */
  const kept = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(`khulasa-${name}`);
      localStorage.setItem(`khulasa-${name}`, value);
    } catch { /* storage may be shut off: then nothing is kept */ }
    return null;
  };
  all("fieldset.choice input").forEach((input) => {
    if (input.name !== "language" && kept(input.name) === input.value) input.checked = true;
    input.addEventListener("change", () => kept(input.name, input.value));
  });

  /* The length of the digest becomes a slide from one sentence to all. */
  all("[data-lengths]").forEach((set) => {
    const names = set.dataset.lengths.split("|"), items = all(".extract");
    const range = document.createElement("input"), said = document.createElement("output");
    const show = () => {
      items.forEach((item) => { item.hidden = +item.dataset.rank >= +range.value; });
      range.ariaValueText = said.value = names[range.value - 1];
    };
    Object.assign(range, { type: "range", min: 1, max: names.length, value: kept("sentences") || 3 });
    range.ariaLabel = set.querySelector("legend").textContent;
    range.addEventListener("input", () => { show(); kept("sentences", range.value); });
    set.querySelectorAll("input").forEach((one) => { one.checked = false; one.parentNode.hidden = true; });
    set.append(range, said);
    show();
  });

  /* Lists can be narrowed to one source. */
  all(".by-language").forEach((set) => {
    const cards = all(".list .card"), name = (card) => card.querySelector(".outlet").textContent;
    const names = [...new Set(cards.map(name))].sort();
    if (names.length < 2) return;
    const label = document.createElement("label"), choice = document.createElement("select");
    [set.dataset.all, ...names].forEach((one, n) => choice.add(new Option(one, n && one)));
    choice.addEventListener("change", () => {
      cards.forEach((card) => { card.hidden = choice.value !== "0" && name(card) !== choice.value; });
      all(".day, .told, .in-year").forEach((e) => { e.hidden = !e.querySelector(".card:not([hidden])"); });
    });
    label.append(set.dataset.source + " ", choice);
    label.className = "by-source";
    set.append(label);
  });

  /* A link into the text shows its place even when it lies in a closed part of the page. */
  const open = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = place && place.parentElement; node; node = node.parentElement) {
      if (node.localName === "details") node.open = true;
    }
  };
  addEventListener("hashchange", open);
  open();
})();
