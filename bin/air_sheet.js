// The page of bin/air_sheet.py: cells, each a stage over a ground such as a camera gives, with graphics on it.

const PAINT = {
  white: (draw) => { draw.fillStyle = "#ffffff"; draw.fillRect(0, 0, 1920, 1080); },
  black: (draw) => draw.fillRect(0, 0, 1920, 1080),
  wood: (draw, random) => {
    draw.fillStyle = "#c48f57";
    draw.fillRect(0, 0, 1920, 1080);
    for (let y = 0; y < 1080; y += 18)
      for (let x = -random() * 300; x < 1920; x += 300) {
        draw.fillStyle = `hsl(${29 + random() * 5} 48% ${52 + random() * 11}%)`;
        draw.fillRect(x, y, 298, 17);
      }
    draw.strokeStyle = "#ffffff";
    draw.lineWidth = 12;
    draw.strokeRect(560, 300, 800, 900);
    draw.beginPath();
    draw.arc(960, 300, 240, 0, 7);
    draw.stroke();
  },
  crowd: (draw, random) => {
    draw.fillStyle = "#1c1a1f";
    draw.fillRect(0, 0, 1920, 1080);
    const wear = ["#b8322c", "#e9e4dc", "#27406e", "#d9a441", "#3a3a40", "#7b8a94", "#caa98e"];
    for (let row = 0; row < 28; row++)
      for (let seat = -1; seat < 64; seat++) {
        const [x, y] = [seat * 31 + random() * 14, row * 40 + random() * 10];
        draw.fillStyle = wear[Math.floor(random() * wear.length)];
        draw.fillRect(x, y + 14, 26, 30);
        draw.fillStyle = `hsl(22 ${30 + random() * 20}% ${35 + random() * 40}%)`;
        draw.beginPath();
        draw.arc(x + 13, y + 8, 9, 0, 7);
        draw.fill();
      }
    draw.filter = "blur(3px)";
    draw.drawImage(draw.canvas, 0, 0);
  },
};
const grounds = {};
const ground = (name) => {
  if (!PAINT[name]) return "none";
  if (!grounds[name]) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1920, height: 1080 });
    let seed = 5;
    PAINT[name](canvas.getContext("2d"), () => (seed = (seed * 48271) % 2147483647) / 2147483647);
    grounds[name] = `url(${canvas.toDataURL()})`;
  }
  return grounds[name];
};
const make = async (id) => {
  const tag = `air-${id}`;
  if (!customElements.get(tag)) {
    const { default: Graphic } = await import(`/dist/graphics/${id}/graphic.js`);
    customElements.define(tag, Graphic);
  }
  return document.createElement(tag);
};
const cell = async ({ title, graphics, ground: name, crop: [x, y, width, height], scale, actions, steps }) => {
  const figure = document.createElement("figure");
  const cut = Object.assign(document.createElement("div"), { className: "cut" });
  const stage = Object.assign(document.createElement("div"), { className: "stage" });
  Object.assign(cut.style, { width: `${width * scale}px`, height: `${height * scale}px` });
  Object.assign(stage.style, { backgroundImage: ground(name), transform: `scale(${scale}) translate(${-x}px, ${-y}px)` });
  cut.append(stage);
  figure.append(cut);
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  if (title) figure.append(caption);
  document.body.append(figure);
  for (const [at, [id, data]] of graphics.entries()) {
    const element = await make(id);
    stage.append(element);
    const last = at === graphics.length - 1;
    const answers = [await element.load({ data })];
    for (let step = 0; step < (last ? steps : 1); step++) answers.push(await element.playAction({ skipAnimation: true }));
    if (last) for (const [action, payload] of actions) answers.push(await element.customAction({ id: action, payload }));
    for (const { statusCode, statusMessage } of answers)
      if (statusCode >= 300) caption.textContent += ` - ${statusCode}: ${statusMessage}`;
  }
};
window.show = async (cells) => {
  for (const one of cells) await cell(one);
  await document.fonts.ready;
  const still = () => document.getAnimations().every(({ playState }) => playState !== "running");
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (!still() || [...document.querySelectorAll(".stage > *")].some((one) => one.shadowRoot.getAnimations().length > 0));
  return Math.ceil(document.body.getBoundingClientRect().height);
};
