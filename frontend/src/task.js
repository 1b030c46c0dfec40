// The form of a task: boxes that do not apply to what is chosen are out of the way (data-for="id:value id:value").
const boxes = [...document.querySelectorAll("#task-change [data-for]")];

function show() {
  for (const box of boxes) {
    box.hidden = !box.dataset.for.split(" ").some((pair) => {
      const [id, value] = pair.split(":");
      return document.getElementById(id).value === value;
    });
  }
}

if (boxes.length) {
  document.getElementById("task-change").addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}
