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
