// What tests do to the page: read by the one test module, run inside the page.
const all = (selector) => [...document.querySelectorAll(selector)];
const section = all("section")[number];
const stage = section.querySelector(".stage");
const svg = section.querySelector("svg");
const box = () => svg.getAttribute("viewBox").split(" ").map(Number);
const node = (id) => document.getElementById(`p${number}${id}`);
const lit = (kind) => all(`section:not([hidden]) .${kind}.lit`).map((each) => each.id).sort();
const send = (on, Kind, name, more) => on.dispatchEvent(new Kind(name, { bubbles: true, cancelable: true, ...more }));
const press = (on, key) => send(on, KeyboardEvent, "keydown", { key });
const click = (on) => send(on, MouseEvent, "click", {});
const point = (name, clientX, clientY, buttons) => send(stage, PointerEvent, name, { clientX, clientY, buttons });
const wheel = (deltaY, clientX, clientY) => send(stage, WheelEvent, "wheel", { deltaY, clientX, clientY });
