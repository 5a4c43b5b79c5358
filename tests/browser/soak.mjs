// Moves levers of live pages at random for some minutes, and says what memory pages hold meanwhile:
// `node soak.mjs MODULES BROWSER MINUTES ADDRESS...` prints a line a minute, and ends with 1 if a
// page held more in the last third than half as much again as in the first. By hand: it takes as long
// as it is told.

import { launch } from "./browser.mjs";

const [modules, executablePath, minutes, ...addresses] = process.argv.slice(2);
const MOVES_A_MINUTE = 60;

// The same moves each time: a generator by Park and Miller (1988).
let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;

const browser = await launch(modules, executablePath);
const pages = [];
for (const address of addresses) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.on("pageerror", (error) => { console.log(`error: ${error.message}`); process.exitCode = 1; });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.runs);
  const session = await page.context().newCDPSession(page);
  pages.push({ page, session, held: [] });
}
// What scripts of a page hold after what nobody holds is gone, and the memory of its engines.
const measure = async ({ page, session }) => {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const held = await Promise.all(page.workers().map((worker) => worker.evaluate("engine.memory.buffer.byteLength")));
  const engine = held.reduce((all, own) => all + own, 0);
  return { scripts: usedSize, engine };
};
for (let minute = 1; minute <= Number(minutes); minute += 1) {
  for (let moved = 0; moved < MOVES_A_MINUTE; moved += 1) {
    for (const { page } of pages) {
      const [which, where] = [random(), random()];
      await page.evaluate(([which, where]) => {
        const inputs = document.querySelectorAll("#groups input[type=range]");
        const input = inputs[Math.floor(which * inputs.length)];
        input.value = Number(input.min) + where * (Number(input.max) - Number(input.min));
        input.dispatchEvent(new Event("input"));
        input.dispatchEvent(new Event("change"));
      }, [which, where]);
    }
    await pages[0].page.waitForTimeout(60_000 / MOVES_A_MINUTE);
  }
  const told = [];
  for (const own of pages) {
    const { scripts, engine } = await measure(own);
    own.held.push(scripts + engine);
    told.push(`${(scripts / 1e6).toFixed(1)} MB of scripts, ${(engine / 1e6).toFixed(1)} MB of engine`);
  }
  console.log(`${minute} min: ${told.join("; ")}`);
}
await browser.close();
for (const { held } of pages) {
  const third = Math.max(1, Math.floor(held.length / 3));
  const most = (part) => Math.max(...part);
  if (most(held.slice(-third)) > 1.5 * most(held.slice(0, third))) process.exitCode = 1;
}
