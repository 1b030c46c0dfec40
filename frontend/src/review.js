// Reviewing a notice: j goes to the next task that waits, k to the one before, Enter confirms, e edits; the text follows.
const page = document.querySelector("[data-review]");

function cards() {
  return [...page.querySelectorAll(".piece-card")];
}

function follow(card) {
  for (const sentence of page.querySelectorAll(".piece-text.is-here")) sentence.classList.remove("is-here");
  const sentence = document.getElementById(card.dataset.sentence);
  const frame = page.querySelector(".review-text");
  if (!sentence || !frame) return;
  sentence.classList.add("is-here");
  frame.scrollTop += sentence.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
}

function go(card) {
  if (!card) return;
  const wrong = card.querySelector("[aria-invalid=true]");
  (wrong ?? card).focus({ preventScroll: true });
  (wrong ?? card).scrollIntoView({ block: wrong ? "center" : "nearest" });
}

// The next card that waits, behind the last one again from the top.
function following(all, at) {
  const waits = (card) => card.classList.contains("is-waiting");
  return all.slice(at + 1).find(waits) ?? all.slice(0, at + 1).find(waits);
}

if (page) {
  page.addEventListener("focusin", (event) => {
    const card = event.target.closest(".piece-card");
    if (card) follow(card);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = cards();
    const here = document.activeElement?.closest?.(".piece-card");
    const at = all.indexOf(here);
    if (event.key === "j") go(following(all, at) ?? all[at + 1]);
    else if (event.key === "k") go(all[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && here && event.target === here) {
      const confirm = here.querySelector("[data-key=confirm]");
      if (confirm) confirm.click();
      else go(following(all, at));
    } else if (event.key === "e" && here) {
      const edit = here.querySelector("[data-key=edit]");
      if (!edit) return;
      edit.open = true;
      edit.querySelector("textarea").focus();
    } else return;
    event.preventDefault();
  });

  // The decided card is drawn anew; from one that needs nothing more the next that waits is reached.
  page.addEventListener("htmx:afterSettle", (event) => {
    const card = document.getElementById(event.detail.target?.id ?? "") ?? event.target;
    if (!card.classList?.contains("piece-card")) return;
    const all = cards();
    const waits = card.classList.contains("is-waiting") || card.querySelector("[role=alert]");
    go(waits ? card : following(all, all.indexOf(card)) ?? card);
  });

  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.classList.contains("piece-card")) go(asked);
  else go(page.querySelector("[aria-invalid=true]")?.closest(".piece-card"));
}
