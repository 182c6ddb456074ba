// The frame over a picture: dragged, or moved by the three sliders, which are what is sent.

const place = document.querySelector("[data-crop]");
if (place) {
  const form = place.closest("form");
  const picture = place.querySelector("img");
  const frame = place.querySelector(".crop__frame");
  const { across, down, near } = form.elements;

  // As letraz/portrait.py cuts it: the largest frame of 4 to 5 that fits, `near` percent nearer.
  const size = () => {
    const scale = (Math.min(picture.clientWidth / 4, picture.clientHeight / 5) * 100) / near.value;
    return { width: 4 * scale, height: 5 * scale };
  };
  const draw = () => {
    const { width, height } = size();
    Object.assign(frame.style, {
      width: `${width}px`,
      height: `${height}px`,
      left: `${((picture.clientWidth - width) * across.value) / 100}px`,
      top: `${((picture.clientHeight - height) * down.value) / 100}px`,
    });
  };

  const share = (slider, moved, room) => {
    if (room > 0.5) slider.value = Number(slider.dataset.from) + (moved / room) * 100;
  };
  place.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    across.dataset.from = across.value;
    down.dataset.from = down.value;
    const { clientX, clientY } = event;
    const { width, height } = size();
    const drag = (now) => {
      share(across, now.clientX - clientX, picture.clientWidth - width);
      share(down, now.clientY - clientY, picture.clientHeight - height);
      draw();
    };
    place.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) {
      place.addEventListener(end, () => place.removeEventListener("pointermove", drag), { once: true });
    }
  });

  form.addEventListener("input", draw);
  new ResizeObserver(draw).observe(picture);
  picture.decode().then(draw, draw);
}
