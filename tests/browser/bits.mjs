// Compares what the engine of pages computes, in Node and in Chromium, with what the program has
// written, byte by byte. `node bits.mjs MODULES BROWSER FOLDER` takes NAME.html and
// NAME/quarters.csv for each scenario of a folder, prints a line for each fault and ends with 1 if
// there is one.

import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { PATIENCE, launch } from "./browser.mjs";

const [modules, executablePath, folder] = process.argv.slice(2);
const RUNS = 12;
const faults = [];

const names = readdirSync(folder).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
const read = (name) => readFileSync(`${folder}/${name}`, "utf8");
const data = (page, id) => page.match(new RegExp(`<script type="[^"]*" id="${id}">([^]*?)</script>`))[1];
const wanted = (name) => read(`${name}/quarters.csv`);

// The workers of a page, outside of a browser: one that answers, and two that it has simulate.
const inNode = async (page) => {
  const module = await WebAssembly.compile(gunzipSync(Buffer.from(data(page, "engine"), "base64")));
  const worker = (answered) => {
    const listeners = [];
    const self = { addEventListener: (_, listener) => listeners.push(listener), postMessage: answered };
    new Function("self", data(page, "worker"))(self);
    return (data) => listeners.forEach((listener) => listener({ data }));
  };
  let asked = 0;
  const waiting = new Map();
  const send = worker((answer) => waiting.get(answer.number)(answer));
  const channels = [new MessageChannel(), new MessageChannel()];
  const scenario = data(page, "carried");
  channels.forEach(({ port1 }, place) =>
    worker()({ start: { module, scenario, ports: [port1], share: { worker: place, of: channels.length } } }));
  send({ start: { module, scenario, ports: channels.map(({ port2 }) => port2) } });
  const ask = (what, body) => new Promise((resolve) => {
    waiting.set(++asked, resolve);
    send({ number: asked, what, body });
  });
  const close = () => channels.forEach(({ port1 }) => port1.close());
  return { ask, close };
};

const compare = (where, name, { text, fault }) => {
  if (fault !== undefined) faults.push(`${where}: ${name}: ${fault}`);
  else if (text !== wanted(name)) faults.push(`${where}: ${name}: other bytes`);
};

for (const name of names) {
  const { ask, close } = await inNode(read(`${name}.html`));
  compare("Node", name, await ask("csv", { moves: {}, runs: RUNS }));
  close();
}

// Whoever asks is answered, also when a report is asked for while one look follows another.
const look = { runs: 64, width: 400, what_if: { runway_quarters: 2 } };
const { ask, close } = await inNode(read(`${names[0]}.html`));
const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, "late"));
const asked = [ask("look", look), ask("look", look), ask("report", { ...look, moved: [] }), ask("look", look)];
const answers = await Promise.race([Promise.all(asked), late]);
if (answers === "late") faults.push("Node: not all are answered");
else {
  const said = answers.map(({ fault }) => fault ?? "seen").join(", ");
  if (said !== "interrupted, interrupted, seen, seen") faults.push(`Node: they are answered ${said}`);
}

close();

const browser = await launch(modules, executablePath);
const page = await (await browser.newContext()).newPage();
await page.goto(`file://${folder}/${names[0]}.html`);
for (const name of names) {
  const scenario = data(read(`${name}.html`), "carried");
  const found = await page.evaluate(`
    begun = begin(${JSON.stringify(scenario)});
    ask("csv", { moves: {}, runs: ${RUNS} }).then((text) => ({ text }), (error) => ({ fault: error.message }));
  `);
  compare("Chromium", name, found);
}
await browser.close();

if (names.length === 0) faults.push("there is nothing to compare");
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
