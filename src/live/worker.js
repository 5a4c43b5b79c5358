"use strict";

// Has the engine answer what the page asks for. A look is simulated in parts, and given up as soon
// as there is a newer one: while the engine works nothing else is heard.
const PART_MS = 30;
const LOOKS = ["look", "picture", "report"];
const encoder = new TextEncoder();
const decoder = new TextDecoder();
let engine;
let newest = 0;

const begin = async (compressed, scenario) => {
  const bytes = Uint8Array.from(atob(compressed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { instance } = await WebAssembly.instantiate(await new Response(stream).arrayBuffer(), {});
  engine = instance.exports;
  call("begin", scenario);
};

// What the engine answers; what it refuses is thrown.
const call = (what, body) => {
  const [name, text] = [encoder.encode(what), encoder.encode(body)];
  const at = engine.message(name.length + text.length);
  new Uint8Array(engine.memory.buffer, at).set(name);
  new Uint8Array(engine.memory.buffer, at + name.length).set(text);
  let is_answer = 0;
  let trap = "";
  try {
    is_answer = engine.ask(name.length);
  } catch (error) {
    trap = `The engine has ended; load the page again. ${error.message} `;
  }
  const answer = decoder.decode(new Uint8Array(engine.memory.buffer, engine.answer(), engine.answer_length()));
  if (!is_answer) throw new Error(trap + answer);
  return answer;
};

// Lets messages come in. Several may pause at once: who came first goes on first.
const channel = new MessageChannel();
const pausing = [];
channel.port1.onmessage = () => pausing.shift()();
const pause = () => new Promise((resolve) => {
  pausing.push(resolve);
  channel.port2.postMessage(null);
});

let most = 4;
const prepare = async (look, isSuperseded) => {
  for (;;) {
    if (isSuperseded()) throw new Error("interrupted");
    const before = performance.now();
    if (call("prepare", JSON.stringify({ ...look, most })) === "true") return;
    most = Math.min(Math.max(Math.round((most * PART_MS) / (performance.now() - before)), 2), 64);
    await pause();
  }
};

let begun;
self.addEventListener("message", async ({ data: { number, what, body, engine, scenario } }) => {
  if (engine) {
    begun = begin(engine, scenario);
    // whoever asks is told
    begun.catch(() => {});
    return;
  }
  if (what === "look") newest = number;
  const isSuperseded = () => what === "look" && number !== newest;
  try {
    await begun;
    if (LOOKS.includes(what)) await prepare(body, isSuperseded);
    self.postMessage({ number, text: call(what, JSON.stringify(body)) });
  } catch (error) {
    self.postMessage({ number, fault: error.message });
  }
});
