// Forms that ask before they are sent: those with `data-confirm`, which is the question. The server is told that it was asked.

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.confirm === undefined) return;
  if (!confirm(form.dataset.confirm)) return event.preventDefault();
  const confirmed = document.createElement("input");
  Object.assign(confirmed, { type: "hidden", name: "confirmed", value: "yes" });
  form.append(confirmed);
});
