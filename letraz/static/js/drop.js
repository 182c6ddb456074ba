// A file that is dropped on the page goes into the page's one form that wants it, and is sent.
const form = document.querySelector("form[data-drop]");

const holdsFile = (event) => form && [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragover", (event) => {
  if (!holdsFile(event)) return;
  event.preventDefault();
  form.closest("details").open = true;
  form.classList.add("drop--over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form?.classList.remove("drop--over");
});
document.addEventListener("drop", (event) => {
  if (!holdsFile(event)) return;
  event.preventDefault();
  form.querySelector("[type=file]").files = event.dataTransfer.files;
  form.requestSubmit();
});
