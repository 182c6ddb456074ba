// The profile: the browser knows the time zone, and offers it where another one is set.
const field = document.getElementById("time_zone");
const offer = document.querySelector("[data-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && offer && zone !== field.value && [...field.options].some((one) => one.value === zone)) {
  offer.querySelector("b").textContent = zone.replaceAll("_", " ");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    field.value = zone;
    offer.hidden = true;
    field.focus();
  });
}
