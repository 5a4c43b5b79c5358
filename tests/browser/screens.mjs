// Screens of the live page, for docs/live.md. `node screens.mjs MODULES BROWSER ADDRESS FOLDER`

import { PATIENCE, launch } from "./browser.mjs";

const [modules, executablePath, address, folder] = process.argv.slice(2);
const moves = { runway_quarters: 1, technical_control: 0.8 };
const state = "#" + encodeURIComponent(JSON.stringify({ moves }));
const browser = await launch(modules, executablePath);
for (const [width, height] of [[360, 780], [1200, 1050], [2400, 1050]]) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address.trim() + state);
  await page.waitForFunction(() => document.documentElement.dataset.settled === "true", null, { timeout: PATIENCE });
  await page.screenshot({ path: `${folder}/${width}.png` });
  await page.close();
}

// A scenario with two slips, as text.
const page = await browser.newPage({ viewport: { width: 1200, height: 780 } });
await page.goto(address.trim());
await page.waitForFunction(() => document.documentElement.dataset.settled === "true", null, { timeout: PATIENCE });
const text = "title = \"Ours\"\n\n[simulation]\nquarters = 20\n\n[units.lab]\nresearchrs = 40\nengineers = 60\ngrowth = 5\n";
await page.setInputFiles("#open", { name: "ours.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
await page.locator("#list button").first().click();
await page.screenshot({ path: `${folder}/text.png` });
await browser.close();
