"use strict";

// Asks the engine that the page carries, in workers of the browser: one answers, and the others
// simulate for it, as many as there are cores. What can be asked for is what a program can be
// asked for.
const carried = (id) => document.getElementById(id).textContent;
const MOST_HELPERS = 8;
const waiting = new Map();
let number = 0;
const ended = (text) => {
  for (const { reject } of waiting.values()) reject(new Error(text));
  waiting.clear();
};
const compiled = async () => {
  const bytes = Uint8Array.from(atob(carried("engine")), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
};
const source = URL.createObjectURL(new Blob([carried("worker")], { type: "text/javascript" }));
const started = () => {
  const worker = new Worker(source);
  worker.addEventListener("error", (event) => ended(`The engine of this page has ended: ${event.message}`));
  return worker;
};
const worker = started();
worker.addEventListener("message", ({ data: { number, text, fault } }) => {
  const { resolve, reject } = waiting.get(number) ?? {};
  waiting.delete(number);
  if (fault === undefined) resolve?.(text);
  else reject?.(new Error(fault));
});
const of = Math.min(Math.max(navigator.hardwareConcurrency || 1, 1), MOST_HELPERS);
const helpers = Array.from({ length: of }, started);
const begin = async (scenario) => {
  const module = await engine;
  const channels = helpers.map(() => new MessageChannel());
  helpers.forEach((helper, worker) => {
    const ports = [channels[worker].port1];
    helper.postMessage({ start: { module, scenario, ports, share: { worker, of } } }, ports);
  });
  const ports = channels.map(({ port2 }) => port2);
  worker.postMessage({ start: { module, scenario, ports } }, ports);
};
const engine = compiled();
let begun = begin(carried("carried"));
const ask = async (what, body) => {
  await begun;
  return new Promise((resolve, reject) => {
    number += 1;
    waiting.set(number, { resolve, reject });
    worker.postMessage({ number, what, body });
  });
};

