// Drives the live page in a real Chromium as a person would: one that a program answers, or one
// that is a file. `node live.mjs MODULES BROWSER ADDRESS` prints a line for each fault and ends
// with 1 if there is one.

import { readFileSync } from "node:fs";
import { PATIENCE, launch, packages } from "./browser.mjs";

const [modules, executablePath, address] = process.argv.slice(2);
const axe = readFileSync(packages(modules).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
const isFile = address.startsWith("file:");

const browser = await launch(modules, executablePath);

const settled = async (page) => {
  const isSettled = () => document.documentElement.dataset.settled === "true";
  try {
    await page.waitForFunction(isSettled, null, { timeout: PATIENCE });
  } catch {
    const said = await page.locator("#status, #faults").allTextContents();
    throw new Error(`does not settle: ${said.join(" | ")} ${await page.evaluate(() => location.hash)}`);
  }
};
const words = (page) => page.locator("#measures ul").allInnerTexts();

// Opens the page in a window of its own, and notes what the browser said and asked for.
async function look(what, options, at, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const fault = (text) => faults.push(`${what}: ${text}`);
  page.expected = [];
  page.on("console", (message) => {
    if (!page.expected.some((text) => message.text().includes(text))) fault(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("dialog", (dialog) => { fault(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(address) && !asked.startsWith("data:") && !asked.startsWith("blob:")) fault(`asks for ${asked}`);
  });
  const expect = (what, holds) => { if (!holds) fault(what); };
  try {
    await page.goto(address + hash);
    await settled(page);
    await at(page, expect, context);
  } catch (error) {
    fault(error.message);
  }
  await context.close();
}

// Does something that makes the page look again, and waits until it has.
async function after(page, act) {
  await page.evaluate(() => { document.documentElement.dataset.settled = "false"; });
  await act();
  await settled(page);
}

async function axeChecked(page, expect) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  expect("was not checked", passes.length > 10);
  for (const { id, help, nodes } of violations) {
    expect(`${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`, false);
  }
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1600]) {
    await look(`${width} px, ${colorScheme}`, { colorScheme, viewport: { width, height: 900 } }, async (page, expect) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(`is ${over} px too wide`, over <= 0);
      expect("has no six pictures", await page.locator("#measures svg").count() === 6);
      await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
      await page.fill("#search", "tacit");
      await axeChecked(page, expect);
    });
  }
}

await look("moves", {}, async (page, expect) => {
  const before = await words(page);
  const runway = page.getByLabel("How long is research left alone?", { exact: true });
  await after(page, async () => { await runway.focus(); await page.keyboard.press("ArrowLeft"); });
  const moved = await words(page);
  expect("a moved lever changes nothing", moved[0] !== before[0]);
  expect("the baseline is not told", moved[0].includes("baseline"));
  expect("a link does not have the state", (await page.evaluate(() => location.hash)).includes("runway_quarters"));
  await after(page, () => page.keyboard.press("Control+z"));
  expect("undo does not put back what was", JSON.stringify(await words(page)) === JSON.stringify(before));
  await after(page, () => page.keyboard.press("Control+y"));
  expect("redo does not do it again", JSON.stringify(await words(page)) === JSON.stringify(moved));

  // a drag is one step
  const control = page.getByLabel("How much of the research agenda does product set?", { exact: true });
  const box = await control.boundingBox();
  await after(page, async () => {
    await page.mouse.move(box.x + 4, box.y + box.height / 2);
    await page.mouse.down();
    for (const share of [0.3, 0.5, 0.9]) await page.mouse.move(box.x + share * box.width, box.y + box.height / 2);
    await page.mouse.up();
  });
  expect("a drag does not move the lever", Number(await control.inputValue()) > 0.5);
  await after(page, () => page.click("#undo"));
  expect("a drag is more than one step", JSON.stringify(await words(page)) === JSON.stringify(moved));

  await after(page, () => page.click("#pin"));
  await after(page, () => page.selectOption("select", "fusion-teams"));
  const three = await page.locator("#measures svg").first().textContent();
  expect(`not all are named: ${three}`, ["baseline", "A", "what-if"].every((name) => three.includes(name)));
  expect("levers do not follow the structure", Number(await control.inputValue()) === 0.8);
  const link = await page.evaluate(() => location.href);
  const told = await words(page);
  await page.click("#share");
  expect("the link is not copied", await page.evaluate(() => navigator.clipboard.readText()) === link);
  await look("a link", {}, async (other, expect) => {
    expect("does not show the same", JSON.stringify(await words(other)) === JSON.stringify(told));
  }, new URL(link).hash);
  await page.goto("about:blank");
  await page.goBack();
  await settled(page);
  expect("going back does not show the same", JSON.stringify(await words(page)) === JSON.stringify(told));
  await after(page, () => page.click("#base"));
  await after(page, () => page.click("#reset"));
  expect("reset does not put back what was", JSON.stringify(await words(page)) === JSON.stringify(before));

  // an event on the timeline
  await after(page, () => runway.press("ArrowLeft"));
  const handle = page.locator("#timeline .handle").first();
  await handle.scrollIntoViewIfNeeded();
  const from = await handle.boundingBox();
  const row = await page.locator("#timeline .row").first().boundingBox();
  await after(page, async () => {
    await page.mouse.move(from.x + 5, from.y + 8);
    await page.mouse.down();
    for (const share of [0.3, 0.5, 0.8]) await page.mouse.move(row.x + share * row.width, from.y + 8);
    await page.mouse.up();
  });
  const when = page.getByLabel("When does the change come?", { exact: true });
  expect(`the change is not dragged: ${await handle.innerText()}`, await when.inputValue() === "9");
  await after(page, () => page.click("#undo"));
  expect("undo does not drag it back", await when.inputValue() !== "9");
  await after(page, () => page.click("#reset"));

  // any parameter by search
  await page.fill("#search", "transfer.tacitness");
  expect("a lever of the short list is there twice", await page.locator("#others").getByLabel("transfer.tacitness", { exact: true }).count() === 0);
  await page.fill("#search", "papers.submission_rate");
  await after(page, async () => { await page.locator("#others input").first().focus(); await page.keyboard.press("ArrowRight"); });
  expect("a parameter that was found does not move", (await words(page))[1] !== before[1]);
});

await look("files", {}, async (page, expect) => {
  const open = (name, text) => page.setInputFiles("#open", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
  const bad = "# \u{1f980} own\n[units.core]\nresearchrs = 3\ngrowth = 7\n";
  await open("bad.toml", bad);
  const editor = page.locator("#editor");
  const found = (text) => page.waitForFunction((text) => document.querySelector("#found").textContent === text, text);
  await found("2 errors");
  expect("the file is not named", await page.getByRole("dialog", { name: "bad.toml" }).count() === 1);
  const told = await page.locator("#list").innerText();
  expect(`not every fault is told: ${told}`, ["Line 3", "Line 4", "researchers"].every((text) => told.includes(text)));
  const marked = await page.locator("#marked mark").allTextContents();
  expect(`they are not marked where they stand: ${marked}`, JSON.stringify(marked) === JSON.stringify(["researchrs", "7"]));
  const apart = await page.evaluate(() => {
    const [text, marked] = ["text", "marked"].map((id) => document.getElementById(id));
    const style = ({ font, lineHeight, padding, whiteSpace, tabSize }) => JSON.stringify([font, lineHeight, padding, whiteSpace, tabSize]);
    return [text, marked].map((element) => [style(getComputedStyle(element)), JSON.stringify(element.getBoundingClientRect())]);
  });
  expect(`marks lie beside their text: ${apart}`, JSON.stringify(apart[0]) === JSON.stringify(apart[1]));
  await axeChecked(page, expect);
  const chosen = () => page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.querySelector("#text");
    return value.slice(selectionStart, selectionEnd);
  });
  await page.locator("#list button").nth(0).click();
  const first = await chosen();
  await page.locator("#list button").nth(1).click();
  const both = [first, await chosen()].sort();
  expect(`a fault does not lead to its place: ${both}`, JSON.stringify(both) === JSON.stringify(["7", "researchrs"]));
  await page.click("#use");
  expect("a text with faults is used", await editor.isVisible());
  await page.keyboard.press("Escape");
  expect("Escape does not close it", await editor.isHidden());
  expect("what was there is gone", await page.locator("#measures svg").count() === 6);
  await page.click("#edit");
  expect("a draft is lost", await page.locator("#text").inputValue() === bad);
  await page.locator("#text").fill(bad.replace("researchrs", "researchers").replace("7", "0.05"));
  await found("No errors");
  expect("marks stay", await page.locator("#marked mark").count() === 0);
  await after(page, () => page.click("#use"));
  expect("it is not used", await page.locator("h1").innerText() === "bad");
  await after(page, () => page.getByLabel("How long is research left alone?", { exact: true }).press("ArrowLeft"));
  const seen = await words(page);
  await look("a link to a scenario that was opened", {}, async (other, expect) => {
    expect("has another title", await other.locator("h1").innerText() === "bad");
    expect("does not show the same", JSON.stringify(await words(other)) === JSON.stringify(seen));
  }, new URL(await page.evaluate(() => location.href)).hash);
  await page.click("#edit");
  await page.waitForFunction(() => document.querySelector("#text").value.includes("[events.what-if]"));
  await found("No errors");
  await page.click("#discard");
  await open("reads.toml", "extends = \"/etc/passwd\"\n");
  await found("1 error");
  await page.click("#discard");

  const hostile = "<script>window.hostile=1</script> & \"x\" <img src=x onerror=window.hostile=2>";
  await after(page, () => open("good.toml", `title = '${hostile}'\n[simulation]\nquarters = 12\nburn_in_quarters = 4\n[units.lab]\nresearchers = 20\nengineers = 20\n[events.hire]\nquarter = 3\nhiring_freeze = { quarters = 2 }\n`));
  expect("the title is another", await page.locator("h1").innerText() === hostile);
  expect("a name became code", await page.evaluate(() => window.hostile === undefined));
  expect("an event is no lever", await page.getByLabel("When does \u201chire\u201d come?", { exact: true }).count() === 1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const text = readFileSync(await download.path(), "utf8");
  expect("the scenario is not saved", text.includes("[units.lab]") && text.includes("[events.hire"));

  await after(page, () => page.getByLabel("How long is research left alone?", { exact: true }).press("ArrowLeft"));
  const save = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).first().click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const drawn = await save("figure .quiet");
  expect("the picture is not saved", drawn.startsWith("<svg ") && drawn.includes("what-if"));
  const report = await save("#report");
  expect("the report is not saved", report.includes("How long is research left alone?") && report.split("<figure").length === 7);
  expect("the title became an element", !report.includes("<img src=x"));
});

if (isFile) await look("a worker that cannot begin", {}, async (page, expect) => {
  await page.evaluate(`
    const channel = new MessageChannel();
    const start = (worker, start, ports) => engine.then((module) => worker.postMessage({ start: { module, ports, ...start } }, ports));
    start(helpers[0], { scenario: "not a scenario", share: { worker: 0, of: 1 } }, [channel.port1]);
    start(worker, { scenario: carried("carried") }, [channel.port2]);
    null;
  `);
  const runway = page.getByLabel("How long is research left alone?", { exact: true });
  await runway.focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator("#faults pre").waitFor();
});

if (isFile) await look("an engine that ended", {}, async (page, expect) => {
  await page.evaluate("worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))");
  const runway = page.getByLabel("How long is research left alone?", { exact: true });
  await page.evaluate("worker.postMessage = () => ended('out of memory')");
  await runway.focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator("#faults pre").waitFor();
  expect("it is not said", (await page.locator("#faults").innerText()).includes("out of memory"));
});

if (!isFile) await look("a program that ended", {}, async (page, expect) => {
  page.expected.push("ERR_FAILED");
  await page.route("**/look", (route) => route.abort());
  const runway = page.getByLabel("How long is research left alone?", { exact: true });
  await runway.focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator("#faults pre").waitFor();
  expect("it is not said", (await page.locator("#faults").innerText()).includes("Is it still running?"));
  await page.unroute("**/look");
  await after(page, () => page.keyboard.press("ArrowLeft"));
  expect("it is still said", await page.locator("#faults").isHidden());
});

await look("two tabs", {}, async (page, expect, context) => {
  const other = await context.newPage();
  await other.goto(address);
  await settled(other);
  const before = await words(other);
  const lever = (page) => page.getByLabel("How long is research left alone?", { exact: true });
  await Promise.all([
    after(page, async () => { await lever(page).focus(); await page.keyboard.press("ArrowLeft"); }),
    after(other, async () => { await other.selectOption("select", "unified"); }),
  ]);
  const [here, there] = [await words(page), await words(other)];
  expect("both show the same", here[0] !== there[0] && there[0] !== before[0]);
});

await browser.close();
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
