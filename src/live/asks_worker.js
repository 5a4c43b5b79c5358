"use strict";

// Asks the engine that the page carries, in a worker of the browser. What can be asked for is what
// a program can be asked for.
const carried = (id) => document.getElementById(id).textContent;
const waiting = new Map();
let number = 0;
const ended = (text) => {
  for (const { reject } of waiting.values()) reject(new Error(text));
  waiting.clear();
};
const worker = new Worker(URL.createObjectURL(new Blob([carried("worker")], { type: "text/javascript" })));
worker.addEventListener("message", ({ data: { number, text, fault } }) => {
  const { resolve, reject } = waiting.get(number) ?? {};
  waiting.delete(number);
  if (fault === undefined) resolve?.(text);
  else reject?.(new Error(fault));
});
worker.addEventListener("error", (event) => ended(`The engine of this page has ended: ${event.message}`));
worker.postMessage({ engine: carried("engine"), scenario: carried("carried") });
const ask = (what, body) => new Promise((resolve, reject) => {
  number += 1;
  waiting.set(number, { resolve, reject });
  worker.postMessage({ number, what, body });
});

