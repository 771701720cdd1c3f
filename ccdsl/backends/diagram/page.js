"use strict";
// One page, all pictures: show one, move and zoom it, search all, light up a path.
(() => {
  const pictures = JSON.parse(document.getElementById("data").textContent);
  const sections = [...document.querySelectorAll("section")];
  const byId = (id) => document.getElementById(id);
  const hint = [...byId("chosen").childNodes];
  const views = [];
  let current = -1;

  const elementOf = (number, id) => byId(`p${number}${id}`);
  const svgOf = (number) => sections[number].querySelector("svg");
  const say = (text) => { byId("status").textContent = text; };

  // ---- where a picture is looked at: x, y, width and height in its own units

  const apply = (number) => {
    const { x, y, width, height } = views[number].now;
    svgOf(number).setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  };
  const fit = () => { views[current].now = { ...views[current].whole }; apply(current); };
  const move = (dx, dy) => {
    const now = views[current].now;
    views[current].now = { ...now, x: now.x + dx, y: now.y + dy };
    apply(current);
  };
  const zoom = (factor, point) => {
    const { now, whole } = views[current];
    const width = Math.min(Math.max(now.width * factor, whole.width / 40), whole.width * 4);
    const scale = width / now.width;
    const { x, y } = point ?? { x: now.x + now.width / 2, y: now.y + now.height / 2 };
    views[current].now = { x: x - (x - now.x) * scale, y: y - (y - now.y) * scale, width, height: now.height * scale };
    apply(current);
  };
  const unit = (stage) => {
    const { now } = views[current];
    return Math.max(now.width / stage.clientWidth, now.height / stage.clientHeight);
  };
  const bring = (number, id) => {
    const box = elementOf(number, id).getBoundingClientRect();
    const stage = sections[number].querySelector(".stage");
    const frame = stage.getBoundingClientRect();
    const isInside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    if (isInside) return;
    const size = unit(stage);
    move((box.left + box.width / 2 - frame.left - frame.width / 2) * size, (box.top + box.height / 2 - frame.top - frame.height / 2) * size);
  };

  // ---- paths: every way to a box and from it, through boxes that say where to go on

  const linesOf = (picture) => {
    const lines = picture.edges.map(([tail, head], at) => ({ tail, head, id: `e${at + 1}` }));
    for (const [tail, node] of Object.entries(picture.nodes)) {
      if (node.leads) lines.push({ tail, head: node.leads, id: "" });
    }
    return lines;
  };
  const follow = (lines, begin, from, to) => {
    const met = new Set([begin]);
    const used = new Set();
    const waiting = [begin];
    while (waiting.length) {
      const at = waiting.pop();
      for (const line of lines) {
        if (line[from] !== at) continue;
        used.add(line.id);
        if (!met.has(line[to])) { met.add(line[to]); waiting.push(line[to]); }
      }
    }
    return { met, used };
  };
  const clear = () => {
    for (const lit of document.querySelectorAll(".lit, .chosen")) lit.classList.remove("lit", "chosen");
    for (const svg of document.querySelectorAll("svg.following")) svg.classList.remove("following");
    for (const node of document.querySelectorAll("g.node[aria-pressed=true]")) node.setAttribute("aria-pressed", "false");
    byId("chosen").replaceChildren(...hint);
  };
  const choose = (number, id) => {
    clear();
    const picture = pictures[number];
    const lines = linesOf(picture);
    const after = follow(lines, id, "tail", "head");
    const before = follow(lines, id, "head", "tail");
    const ids = new Set([...after.met, ...after.used, ...before.met, ...before.used]);
    ids.delete("");
    for (const each of ids) elementOf(number, each)?.classList.add("lit");
    svgOf(number).classList.add("following");
    const element = elementOf(number, id);
    element.classList.add("chosen");
    element.setAttribute("aria-pressed", "true");
    describe(number, id);
    say(`${before.met.size - 1} boxes lead here, ${after.met.size - 1} follow`);
  };
  const describe = (number, id) => {
    const node = pictures[number].nodes[id];
    const text = document.createElement("p");
    text.textContent = node.text;
    const source = document.createElement("a");
    source.href = node.href;
    source.textContent = `source ${node.at}`;
    byId("chosen").replaceChildren(source, " ");
    if (node.leads) byId("chosen").append(button("Go on there", () => visit(number, node.leads)), " ");
    const other = pictures.findIndex((each) => each.name === node.opens);
    if (other >= 0 && other !== number) {
      byId("chosen").append(button(`Open ${pictures[other].title}`, () => { location.hash = node.opens; }));
    }
    byId("chosen").append(text);
  };
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const visit = (number, id) => {
    show(number);
    choose(number, id);
    bring(number, id);
    elementOf(number, id).focus({ preventScroll: true });
  };

  // ---- which picture is shown; its name, and a chosen box, stand in the address

  const show = (number) => {
    if (number === current) return;
    current = number;
    sections.forEach((section, at) => { section.hidden = at !== number; });
    for (const a of document.querySelectorAll("nav a")) {
      if (a.hash === `#${pictures[number].name}` || decodeURIComponent(a.hash) === `#${pictures[number].name}`) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
    }
  };
  const read = () => {
    const wanted = location.hash.slice(1);
    const found = pictures.findIndex((each) => each.name === wanted || encodeURIComponent(each.name) === wanted);
    clear();
    show(Math.max(found, 0));
  };

  // ---- search: in every box of every picture

  const search = (jump) => {
    const query = byId("query").value.trim().toLocaleLowerCase();
    for (const found of document.querySelectorAll(".found")) found.classList.remove("found");
    let first = null;
    let count = 0;
    pictures.forEach((picture, number) => {
      const ids = query ? Object.keys(picture.nodes).filter((id) => picture.nodes[id].text.toLocaleLowerCase().includes(query)) : [];
      for (const id of ids) elementOf(number, id).classList.add("found");
      const a = [...document.querySelectorAll("nav a")].find((each) => each.getAttribute("href") === `#${picture.name}`);
      a?.classList.toggle("miss", Boolean(query) && ids.length === 0);
      count += ids.length;
      if (ids.length && (first === null || (number === current && first[0] !== current))) first = [number, ids[0]];
    });
    say(query ? `${count} found` : "");
    if (jump && first) visit(...first);
  };

  // ---- hands and keys

  const prepare = (section, number) => {
    const svg = section.querySelector("svg");
    const [x, y, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    views[number] = { whole: { x, y, width, height }, now: { x, y, width, height } };
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.removeAttribute("role");
    for (const [id, node] of Object.entries(pictures[number].nodes)) {
      const element = elementOf(number, id);
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      element.setAttribute("aria-pressed", "false");
      element.setAttribute("aria-label", node.text);
      element.dataset.source = node.at;
      element.querySelector("a")?.setAttribute("tabindex", "-1");
      element.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        if (!section.dragged) choose(number, id);
      });
      element.addEventListener("dblclick", () => {
        if (pictures.some((each) => each.name === node.opens)) location.hash = node.opens;
      });
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(number, id);
      });
      element.addEventListener("focus", () => bring(number, id));
    }
    prepareStage(section, section.querySelector(".stage"));
  };
  const prepareStage = (section, stage) => {
    let last = null;
    stage.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; section.dragged = false; });
    stage.addEventListener("pointermove", (event) => {
      if (!last || !(event.buttons & 1)) return;
      const dx = event.clientX - last[0];
      const dy = event.clientY - last[1];
      if (!section.dragged && Math.abs(dx) + Math.abs(dy) < 4) return;
      section.dragged = true;
      const size = unit(stage);
      move(-dx * size, -dy * size);
      last = [event.clientX, event.clientY];
    });
    stage.addEventListener("pointerup", () => { last = null; });
    stage.addEventListener("dragstart", (event) => event.preventDefault());
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svgOf(current).getScreenCTM().inverse());
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, point);
    }, { passive: false });
    stage.addEventListener("keydown", (event) => {
      const { width, height } = views[current].now;
      const keys = {
        "+": () => zoom(1 / 1.25), "=": () => zoom(1 / 1.25), "-": () => zoom(1.25), "0": fit,
        ArrowLeft: () => move(-width / 10, 0), ArrowRight: () => move(width / 10, 0),
        ArrowUp: () => move(0, -height / 10), ArrowDown: () => move(0, height / 10),
      };
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys[event.key]();
    });
  };

  sections.forEach(prepare);
  byId("in").addEventListener("click", () => zoom(1 / 1.25));
  byId("out").addEventListener("click", () => zoom(1.25));
  byId("fit").addEventListener("click", fit);
  byId("clear").addEventListener("click", () => { clear(); say(""); });
  byId("query").addEventListener("input", () => search(false));
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); search(true); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { clear(); say(""); } });
  window.addEventListener("hashchange", read);
  if (pictures.length) read();
})();
