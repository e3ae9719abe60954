/* The review page: answers become a file of decisions to download. Nothing is sent anywhere. */
(() => {
  "use strict";
  const form = document.getElementById("review"), tools = document.getElementById("tools");
  const count = document.getElementById("count"), button = document.getElementById("download");
  const decisions = () => Array.from(form.querySelectorAll("input[type=radio]:checked"), (input) => {
    if (!input.value) return null;
    const { kind, ids, asks } = JSON.parse(input.value);
    if (!asks) return { kind, ids };
    const written = input.closest("li").querySelector("input[type=text]").value.trim();
    return written ? { kind, ids: [...ids, written] } : null;
  }).filter(Boolean);
  const show = () => {
    const number = decisions().length;
    count.textContent = number;
    button.disabled = !number;
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "text" && event.target.value) {
      event.target.closest("li").querySelector("input[type=radio]").checked = true;
    }
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = { khulasa: "decisions", version: 1, decisions: decisions() };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(found, null, 1)], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  tools.hidden = false;
  show();
})();
