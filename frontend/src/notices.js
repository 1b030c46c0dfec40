// A short message in the corner; read out, and gone after a while unless it is bad news.
export function notice(text, tone) {
  const place = document.getElementById("notices");
  if (!place || !text || [...place.children].some((shown) => shown.textContent === text)) return;
  const box = document.createElement("div");
  box.className = `note note-${tone}`;
  box.textContent = text;
  place.append(box);
  setTimeout(() => box.remove(), tone === "bad" ? 15000 : 4000);
}
