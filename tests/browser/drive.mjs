// Puts reports to a real Chromium. `node drive.mjs MODULES BROWSER TASK FILE...` prints
// a line for each fault and ends with 1 if there is one; MODULES is the folder in which
// the packages are installed.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { PATIENCE, launch, packages } from "./browser.mjs";

const WIDTHS = [360, 800, 1600];
const HEIGHT = 900;
// Rows of a table, and items of a list, that are checked for accessibility.
const MOST_ALIKE = 12;

const [modules, executablePath, task, ...files] = process.argv.slice(2);
const axe = readFileSync(packages(modules).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];

const browser = await launch(modules, executablePath);

// Opens a file in a window of its own, looks at it, and notes what the browser said
// and what the page asked for.
async function look(file, options, at) {
  const context = await browser.newContext({
    viewport: { width: 1600, height: HEIGHT }, ...options,
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const place = `${file} at ${options.viewport?.width ?? 1600} px, ${options.colorScheme ?? "light"}`;
  const fault = (text) => faults.push(`${place}: ${text}`);
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("dialog", (dialog) => { fault(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== url && !asked.startsWith("data:")) fault(`asks for ${asked}`);
  });
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  await at(page, fault);
  await context.close();
}

const open = (page) => page.evaluate(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});

const expect = (fault, what, holds) => { if (!holds) fault(what); };

async function accessibility(file, colorScheme) {
  for (const width of [360, 1600]) {
    await look(file, { colorScheme, viewport: { width, height: HEIGHT } }, async (page, fault) => {
      await open(page);
      // the hundredth row is like the tenth, and costs as much
      await page.evaluate((most) => {
        for (const list of document.querySelectorAll("tbody, .values ul")) {
          for (const item of [...list.children].slice(most)) item.remove();
        }
      }, MOST_ALIKE);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => window.axe.run(document, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
      expect(fault, "was not checked", passes.length > 10);
      for (const { id, help, nodes } of violations) {
        fault(`${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
      }
    });
  }
}

const tasks = {
  // nothing said, nothing asked for, no scrolling to the side, letters of our own
  async render(file) {
    for (const width of WIDTHS) {
      await look(file, { viewport: { width, height: HEIGHT } }, async (page, fault) => {
        await open(page);
        const found = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          width: document.documentElement.clientWidth,
          title: document.title,
          headings: [...document.querySelectorAll("h1, h2, h3")].map((h) => +h.tagName[1]),
          faces: [...document.fonts].filter((face) => face.status === "loaded").length,
          figures: [...document.querySelectorAll(".plot")].map((plot) =>
            [...plot.children].filter((part) => part.offsetParent !== null).length),
        }));
        expect(fault, `scrolls sideways: ${found.scroll} in ${found.width}`, found.scroll <= found.width);
        expect(fault, "has no title", found.title !== "");
        expect(fault, "does not use its letters", found.faces > 0);
        expect(fault, "shows not one drawing a figure", found.figures.every((shown) => shown === 1));
        expect(fault, "has not one first heading", found.headings.filter((rank) => rank === 1).length === 1);
        const jumps = found.headings.some((rank, at) => at > 0 && rank > found.headings[at - 1] + 1);
        expect(fault, "leaves out a rank of headings", !jumps);
      });
    }
  },

  "accessibility-light": (file) => accessibility(file, "light"),
  "accessibility-dark": (file) => accessibility(file, "dark"),

  // a pointer, a finger and the keyboard reach the same values
  async figures(file) {
    const bubble = (page) => page.evaluate(() => {
      const bubble = document.querySelector(".bubble");
      const { left, right } = bubble.getBoundingClientRect();
      return bubble.hidden ? null : { text: bubble.textContent, left, right };
    });
    for (const width of [360, 1600]) {
      await look(file, { hasTouch: true, viewport: { width, height: HEIGHT } }, async (page, fault) => {
        // one of which each mark has an area of its own
        const plot = page.locator(".plot:has(.tip > .hit)").first();
        const tip = plot.locator("svg:visible .tip:has(> .hit)").nth(3);
        // scrolling hides what is shown, so it must be over before the pointer comes
        await tip.evaluate((mark) => mark.scrollIntoView({ block: "center", behavior: "instant" }));
        await page.waitForTimeout(300);
        await tip.hover({ force: true });
        const said = await tip.getAttribute("data-tip");
        const lines = said.split("; ").join("\n");
        const hovered = await bubble(page);
        expect(fault, `hover shows ${hovered?.text}, not ${lines}`, hovered?.text === lines);
        expect(fault, "the bubble leaves the window",
          hovered && hovered.left >= 0 && hovered.right <= width);
        await page.mouse.move(1, 1);
        expect(fault, "the bubble stays when the pointer leaves", (await bubble(page)) === null);

        await tip.tap({ force: true });
        expect(fault, "a finger shows nothing", (await bubble(page))?.text === lines);

        await plot.focus();
        await page.keyboard.press("Home");
        const first = await bubble(page);
        await page.keyboard.press("ArrowRight");
        const second = await bubble(page);
        const heard = await page.locator("[role=status]").textContent();
        await page.keyboard.press("ArrowLeft");
        expect(fault, "the keyboard shows nothing", first && second && first.text !== second.text);
        expect(fault, "what is shown is not said", heard.split("; ").join("\n") === second?.text);
        expect(fault, "arrow left does not go back", (await bubble(page))?.text === first?.text);
        await page.keyboard.press("End");
        expect(fault, "End shows nothing", (await bubble(page)) !== null);
        await page.keyboard.press("Escape");
        expect(fault, "Escape does not hide", (await bubble(page)) === null);
      });
    }
  },

  // question, answer and picture are seen before anybody scrolls
  async opening(file) {
    await look(file, { viewport: { width: 1200, height: 800 } }, async (page, fault) => {
      const ends = await page.evaluate(() => ["h1", ".question", ".answer", ".plot"].map((name) =>
        [name, document.querySelector(name).getBoundingClientRect().bottom]));
      for (const [name, bottom] of ends) expect(fault, `${name} ends at ${bottom}`, bottom <= 800);
    });
  },

  async brief(file) {
    await look(file, {}, async (page, fault) => {
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
      expect(fault, `takes ${pages} pages`, pages === 1);
      const [, width, height] = pdf.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/);
      // 210 by 297 mm in points
      expect(fault, `is ${width} by ${height}`, Math.round(width) === 595 && Math.round(height) === 842);
    });
  },

  async tables(file) {
    await look(file, {}, async (page, fault) => {
      await open(page);
      const sheet = page.locator(".sheet").first();
      const column = await sheet.evaluate((sheet) =>
        [...sheet.querySelectorAll("thead th")].findIndex((head) => head.className === "n"));
      const head = sheet.locator("thead th").nth(column);
      const orders = () => sheet.evaluate((sheet, column) =>
        [...sheet.querySelector("tbody").rows].filter((row) => row.className !== "group")
          .map(({ cells }) => cells[column])
          .map(({ dataset, textContent }) => dataset.order ?? dataset.copy?.split("\t")[0] ?? textContent)
          .map(parseFloat).filter((order) => !Number.isNaN(order)), column);
      const sorted = (numbers, sign) => numbers.every((x, at) => at === 0 || sign * (x - numbers[at - 1]) >= 0);
      await head.locator("button").click();
      expect(fault, "says no ascending order", (await head.getAttribute("aria-sort")) === "ascending");
      expect(fault, `is not ascending: ${await orders()}`, sorted(await orders(), 1));
      await head.locator("button").press("Enter");
      expect(fault, "says no descending order", (await head.getAttribute("aria-sort")) === "descending");
      expect(fault, `is not descending: ${await orders()}`, sorted(await orders(), -1));

      const rows = await sheet.locator("tr:not(.group)").count();
      await sheet.locator(".copy").click();
      await sheet.locator(".copied", { hasText: "Copied" }).waitFor()
        .catch(() => fault("does not say that it copied"));
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const lines = text.trimEnd().split("\n");
      expect(fault, `copies ${lines.length} of ${rows} rows`, lines.length === rows);
      const widths = new Set(lines.map((line) => line.split("\t").length));
      expect(fault, `copies rows of ${[...widths]} fields`, widths.size === 1 && !widths.has(1));
    });
  },

  async theme(file) {
    await look(file, { colorScheme: "light" }, async (page, fault) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const button = page.locator(".tools button");
      const system = await paper();
      await button.click();
      expect(fault, "light is not as the system says", (await paper()) === system);
      await button.press("Enter");
      expect(fault, "dark is not dark", (await paper()) !== system);
      const kept = await page.evaluate(() => {
        try { return document.cookie.length + localStorage.length + sessionStorage.length; }
        catch { return 0; }
      });
      expect(fault, "something is stored", kept === 0);
      await page.reload();
      expect(fault, "the theme outlives the page", (await paper()) === system);
      await page.emulateMedia({ media: "print" });
      const ink = await page.evaluate(() => getComputedStyle(document.querySelector(".tools")).display);
      expect(fault, "buttons are printed", ink === "none");
    });
  },

  // the keyboard reaches everything, and one sees where it is
  async keyboard(file) {
    await look(file, {}, async (page, fault) => {
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => ({
        text: document.activeElement.textContent,
        left: document.activeElement.getBoundingClientRect().left,
      }));
      expect(fault, "does not begin with a link over the header", skip.text.startsWith("Skip"));
      expect(fault, "the link is not seen", skip.left >= 0);
      await page.keyboard.press("Enter");
      const main = await page.evaluate(() => document.activeElement.id);
      expect(fault, "the link does not lead to the report", main === "report");
      const seen = new Set();
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press("Tab");
        const { name, outline } = await page.evaluate(() => {
          const element = document.activeElement;
          return {
            name: element.className || element.localName,
            outline: getComputedStyle(element).outlineStyle,
          };
        });
        seen.add(name);
        if (name !== "body" && outline === "none") {
          fault(`no outline on ${name}`);
          break;
        }
      }
      for (const name of ["plot", "copy", "button", "summary"]) {
        expect(fault, `Tab does not reach ${name}: ${[...seen]}`, seen.has(name));
      }
    });
  },

  // texts of files stay text: nothing runs, no element and no line of the page is theirs
  async hostile(file) {
    for (const width of WIDTHS) {
      await look(file, { viewport: { width, height: HEIGHT } }, async (page, fault) => {
        await open(page);
        const found = await page.evaluate(() => ({
          scripts: document.querySelectorAll("script").length,
          foreign: document.querySelectorAll("img, iframe, object, embed, link, base, form, input").length,
          text: document.body.textContent,
          scroll: document.documentElement.scrollWidth,
          width: document.documentElement.clientWidth,
          marked: window.hostile,
        }));
        expect(fault, `${found.scripts} scripts`, found.scripts === 1);
        expect(fault, `${found.foreign} foreign elements`, found.foreign === 0);
        expect(fault, "a script of a name ran", found.marked === undefined);
        expect(fault, "the name is not shown", found.text.includes("<script>"));
        expect(fault, `scrolls sideways: ${found.scroll} in ${found.width}`, found.scroll <= found.width);
      });
    }
  },

  // pictures for people: FILE-WIDTH-THEME.png and FILE.pdf beside the file
  async pictures(file) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of WIDTHS) {
        await look(file, { colorScheme, viewport: { width, height: HEIGHT } }, async (page) => {
          const path = file.replace(/\.html$/, `-${width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true });
        });
      }
    }
    await look(file, {}, (page) => page.pdf({ path: file.replace(/\.html$/, ".pdf"), format: "A4" }));
  },
};

try {
  for (const file of files) await tasks[task](file);
} finally {
  await browser.close();
}
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
