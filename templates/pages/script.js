// The pages work without this. It offers to copy commands, and lets "/" lead to the search.
"use strict";

for (const block of document.querySelectorAll("pre.command")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  block.after(button);
}

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key !== "/" || !search || isTyping || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  search.focus();
});
