"use strict";

// A copy of the engine in a worker of the browser. One worker answers what the page asks for: it
// hands out a look in parts, and gives it up as soon as there is a newer one. The others, which it
// reaches through ports, simulate their shares.
const PART_MS = 30;
const LOOKS = ["look", "picture", "report", "csv"];
const encoder = new TextEncoder();
const decoder = new TextDecoder();
let engine;
let begun;

// What the engine answers, in bytes; what it refuses is thrown.
const call = (what, body) => {
  const [name, rest] = [encoder.encode(what), typeof body === "string" ? encoder.encode(body) : body];
  const at = engine.message(name.length + rest.length);
  new Uint8Array(engine.memory.buffer, at).set(name);
  new Uint8Array(engine.memory.buffer, at + name.length).set(rest);
  let is_answer = 0;
  let trap = "";
  try {
    is_answer = engine.ask(name.length);
  } catch (error) {
    trap = `The engine has ended; load the page again. ${error.message} `;
  }
  const answer = new Uint8Array(engine.memory.buffer, engine.answer(), engine.answer_length()).slice();
  if (!is_answer) throw new Error(trap + decoder.decode(answer));
  return answer;
};
const told = (what, body) => decoder.decode(call(what, JSON.stringify(body)));

// --- a worker that simulates: its answers are in the order of what it is asked
const help = (port, share) => port.addEventListener("message", async ({ data: { what, body } }) => {
  try {
    await begun;
    const bytes = call(what, JSON.stringify(what === "simulate" ? { ...body, share } : body));
    port.postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    port.postMessage({ fault: error.message });
  }
});

// --- the worker that answers
const helped = (port) => {
  const waiting = [];
  port.addEventListener("message", ({ data: { bytes, fault } }) => {
    const { resolve, reject } = waiting.shift();
    if (fault === undefined) resolve(bytes);
    else reject(new Error(fault));
  });
  return (what, body) => new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    port.postMessage({ what, body });
  });
};

let helpers = [];
let newest = 0;
let opened = 0;
let most = 4;
const prepare = async (look, isSuperseded) => {
  const own = opened;
  for (;;) {
    if (isSuperseded() || own !== opened) throw new Error("interrupted");
    const part = JSON.parse(told("part", { ...look, most: most * helpers.length }));
    if (part === null) return;
    const before = performance.now();
    const shares = await Promise.all(helpers.map((ask) => ask("simulate", { ...look, part })));
    if (own === opened) shares.forEach((found) => call("take", found));
    most = Math.min(Math.max(Math.round((most * PART_MS) / (performance.now() - before)), 1), 64);
  }
};
const open = async (body) => {
  const answer = told("open", body);
  opened += 1;
  await Promise.all(helpers.map((ask) => ask("open", body)));
  return answer;
};
// a file is of what is looked at
const lookOf = (what, body) => (what === "csv" ? { baseline: body.moves, what_if: body.moves, runs: body.runs, width: 0 } : body);
const answer = async (number, what, body) => {
  if (what === "open") return open(body);
  const isSuperseded = () => what === "look" && number !== newest;
  if (LOOKS.includes(what)) await prepare(lookOf(what, body), isSuperseded);
  return told(what, body);
};

// --- what the page sends: first the engine, and whom this worker helps or is helped by
const begin = async ({ module, scenario }) => {
  engine = (await WebAssembly.instantiate(module, {})).exports;
  call("begin", scenario);
  opened += 1;
};
self.addEventListener("message", async ({ data: { number, what, body, start } }) => {
  if (start) {
    begun = begin(start);
    // whoever asks is told
    begun.catch(() => {});
    const { ports, share } = start;
    if (share) help(ports[0], share);
    else helpers = ports.map(helped);
    ports.forEach((port) => port.start());
    return;
  }
  if (what === "look") newest = number;
  try {
    await begun;
    self.postMessage({ number, text: await answer(number, what, body) });
  } catch (error) {
    self.postMessage({ number, fault: error.message });
  }
});
