// A graphic as somebody else writes one who has read the OGraf specification and nothing of this project: a plain
// element with steps of its own, which answers undefined where that says enough.

class ThreeLines extends HTMLElement {
  async load({ data }) {
    this.state = { first: "One", second: "Two", ...data };
    const style = "position: absolute; left: 600px; top: 700px; font: 40px sans-serif; color: white; background: navy";
    this.innerHTML = `<div class="box" style="${style}; opacity: 0"><p></p><p></p><p></p></div>`;
    this.box = this.querySelector(".box");
    return { statusCode: 200 };
  }

  async dispose() {
    this.fading?.cancel();
    this.innerHTML = "";
  }

  async playAction({ goto, delta = 1, skipAnimation }) {
    const target = goto ?? (this.step ?? -1) + delta;
    this.step = target >= 0 && target < 3 ? target : undefined;
    this.draw();
    await this.fade(this.step === undefined ? 0 : 1, skipAnimation);
    return { statusCode: 200, currentStep: this.step };
  }

  async stopAction({ skipAnimation }) {
    this.step = undefined;
    await this.fade(0, skipAnimation);
  }

  async updateAction({ data }) {
    Object.assign(this.state, data);
    this.draw();
  }

  async customAction() {
    return { statusCode: 400, statusMessage: "There are no actions." };
  }

  draw() {
    const { first, second, score } = this.state;
    const lines = [first, second, score ? `${score.away}-${score.home}` : ""];
    this.querySelectorAll("p").forEach((line, at) => (line.textContent = this.step !== undefined && at <= this.step ? lines[at] : ""));
  }

  async fade(opacity, skipAnimation) {
    this.fading?.cancel();
    const from = getComputedStyle(this.box).opacity;
    this.box.style.opacity = opacity;
    if (skipAnimation) return;
    this.fading = this.box.animate([{ opacity: from }, { opacity }], 250);
    await this.fading.finished.catch(() => {});
  }
}

export default ThreeLines;
