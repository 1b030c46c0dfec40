// The month of a unit: the button for all that is left counts the rows nobody has said anything of.
const form = document.querySelector("form[data-months]");
const button = form?.querySelector("[data-left]");

function count() {
  const silent = [...form.querySelectorAll("tr[data-open]")].filter((row) =>
    [...row.querySelectorAll("select, textarea, input:not([type=hidden])")].every((box) => !box.value.trim()));
  button.querySelector("b").textContent = String(silent.length);
  button.disabled = silent.length === 0;
}

if (button) {
  form.addEventListener("input", count);
  window.addEventListener("pageshow", count);
}
