// Times of the live page in a real Chromium, answered by a program and as a file: `node live.mjs
// MODULES BROWSER NAME=ADDRESS...` prints a line for each, with medians of moves of a lever.

import { launch } from "../tests/browser/browser.mjs";

const [modules, executablePath, ...pages] = process.argv.slice(2);
const MOVES = 5;

const browser = await launch(modules, executablePath);
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const settled = (page) => page.waitForFunction(
  () => document.documentElement.dataset.settled === "true", null, { timeout: 120_000, polling: 5 });

// From a key to the first picture that shows it, and to the last one.
const moved = (key) => new Promise((done) => {
  const root = document.documentElement;
  root.dataset.settled = "false";
  delete root.dataset.runs;
  const before = performance.now();
  let first;
  const seen = new MutationObserver(() => {
    first ??= root.dataset.runs && performance.now() - before;
    if (root.dataset.settled !== "true") return;
    seen.disconnect();
    done([first, performance.now() - before]);
  });
  seen.observe(root, { attributes: true });
  const labels = [...document.querySelectorAll("label")];
  const lever = labels.find((label) => label.textContent === "How long is research left alone?").control;
  lever.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
});

console.log("| page | opened, first picture | moved, first picture | moved, last picture |");
console.log("|---|---|---|---|");
for (const named of pages) {
  const [name, address] = named.split(/=(.*)/);
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const before = performance.now();
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.runs, null, { polling: 5 });
  const opened = performance.now() - before;
  await settled(page);
  const times = [];
  // away from the baseline, to another place each time
  for (let move = 0; move < MOVES; move += 1) times.push(await page.evaluate(moved, "ArrowLeft"));
  const [first, last] = [0, 1].map((place) => median(times.map((time) => time[place])));
  const shown = [opened, first, last].map((time) => `${Math.round(time)} ms`);
  console.log(`| ${name} | ${shown.join(" | ")} |`);
  await page.close();
}
await browser.close();
