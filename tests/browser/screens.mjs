// Screens of the live page, for docs/live.md. `node screens.mjs MODULES BROWSER ADDRESS FOLDER`

import { launch } from "./browser.mjs";

const [modules, executablePath, address, folder] = process.argv.slice(2);
const moves = { runway_quarters: 1, technical_control: 0.8 };
const state = "#" + encodeURIComponent(JSON.stringify({ moves }));
const browser = await launch(modules, executablePath);
for (const [width, height] of [[360, 780], [1200, 1050], [2400, 1050]]) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address.trim() + state);
  await page.waitForFunction(() => document.documentElement.dataset.settled === "true", null, { timeout: 60_000 });
  await page.screenshot({ path: `${folder}/${width}.png` });
  await page.close();
}
await browser.close();
