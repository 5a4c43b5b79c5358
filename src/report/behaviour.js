// What a report does beyond being read: values of figures, sorting, copying, the
// theme. Without it everything can still be read; nothing is remembered.
"use strict";

const create = (name, properties) => Object.assign(document.createElement(name), properties);

// --- theme: as the system says, light, dark
{
  const themes = ["system", "light", "dark"];
  const button = create("button", { type: "button" });
  let current = 0;
  const show = () => {
    const theme = themes[current];
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = "Theme: " + theme;
  };
  button.addEventListener("click", () => {
    current = (current + 1) % themes.length;
    show();
  });
  show();
  const tools = create("div", { className: "tools" });
  tools.append(button);
  document.querySelector("header").append(tools);
}

// --- what is said to those who hear the page
const voice = create("div", { className: "unseen" });
voice.setAttribute("role", "status");
document.body.append(voice);
const say = (text) => { voice.textContent = text; };

// --- figures: each mark has a tip; pointer, finger and arrow keys reach it
{
  const bubble = create("div", { className: "bubble", hidden: true });
  bubble.setAttribute("aria-hidden", "true");
  document.body.append(bubble);
  const hint = create("p", { id: "plot-hint", className: "unseen", textContent:
    "Left and right arrow keys step through the values, Home and End go to the first and the last, Escape leaves." });
  document.querySelector("body > footer").append(hint);
  let lit = null;

  const hide = () => {
    if (lit) lit.classList.remove("on");
    lit = null;
    bubble.hidden = true;
  };
  const show = (tip, x, y) => {
    if (lit !== tip) {
      hide();
      lit = tip;
      tip.classList.add("on");
      bubble.textContent = tip.dataset.tip.split("; ").join("\n");
      bubble.hidden = false;
    }
    const margin = 8;
    const { width, height } = bubble.getBoundingClientRect();
    const right = document.documentElement.clientWidth - width - margin;
    const above = y - height - 14;
    bubble.style.left = Math.max(margin, Math.min(x - width / 2, right)) + "px";
    bubble.style.top = (above > margin ? above : y + 20) + "px";
  };
  const middle = (tip) => {
    const box = tip.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2, box];
  };

  for (const plot of document.querySelectorAll(".plot")) {
    const drawings = [...plot.firstElementChild.children];
    const all = drawings.map((part) => [...part.querySelectorAll(".tip")]);
    const wide = all.at(-1);
    for (const tips of all) {
      tips.forEach((tip, place) => {
        const title = tip.querySelector(":scope > title");
        // a drawing without titles has the same marks as the wide one
        tip.dataset.tip = (title ?? wide[place].querySelector(":scope > title")).textContent;
      });
    }
    // or the browser shows them as well
    for (const title of plot.querySelectorAll(".tip > title")) title.remove();
    if (wide.length === 0) continue;
    const marks = () => {
      const shown = drawings.find((part) => part.offsetParent !== null);
      return shown ? [...shown.querySelectorAll(".tip")] : [];
    };
    // the mark under a point, or else one that is close to it
    const near = (event) => {
      const hit = event.target.closest(".tip");
      if (hit) return hit;
      let best = null;
      let least = 20;
      for (const tip of marks()) {
        const [x, y] = middle(tip);
        const distance = Math.hypot(x - event.clientX, y - event.clientY);
        if (distance < least) [best, least] = [tip, distance];
      }
      return best;
    };
    const point = (event) => {
      const tip = near(event);
      if (tip) show(tip, event.clientX, event.clientY);
      else hide();
    };
    plot.addEventListener("pointermove", point);
    plot.addEventListener("pointerdown", point);
    plot.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hide();
    });

    let place = -1;
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-label", "Values of the figure: " + plot.dataset.title);
    plot.setAttribute("aria-describedby", hint.id);
    plot.addEventListener("keydown", (event) => {
      const all = marks();
      const next = {
        ArrowRight: place + 1, ArrowDown: place + 1,
        ArrowLeft: place - 1, ArrowUp: place - 1,
        Home: 0, End: all.length - 1,
      }[event.key];
      if (event.key === "Escape") return hide();
      if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      place = Math.max(0, Math.min(next, all.length - 1));
      const tip = all[place];
      let box = middle(tip)[2];
      if (box.top < 0 || box.bottom > innerHeight) {
        tip.scrollIntoView({ block: "center", behavior: "instant" });
        box = middle(tip)[2];
      }
      show(tip, box.left + box.width / 2, box.top + Math.min(box.height / 2, 24));
      say(tip.dataset.tip);
    });
    plot.addEventListener("blur", () => { place = -1; hide(); });
  }
  addEventListener("scroll", () => { if (document.activeElement?.className !== "plot") hide(); }, { passive: true });
  addEventListener("pointerdown", (event) => { if (!event.target.closest(".plot")) hide(); });
}

// --- tables: sort by a column, copy as tab-separated text
{
  const collator = new Intl.Collator("en", { numeric: true });
  // the number of a cell; NaN for a text
  const order = (cell) => {
    const { order, copy } = cell.dataset;
    return parseFloat(order ?? copy?.split("\t")[0] ?? cell.textContent.trim());
  };
  const compare = (a, b) => {
    const [x, y] = [order(a), order(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return collator.compare(a.textContent, b.textContent);
  };
  // what is missing stays last in either direction
  const missing = (cell) => cell.textContent.trim() === "–";
  const sort = (table, column, sign) => {
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => row.className !== "group");
      rows.sort((one, other) => {
        const [a, b] = [one.cells[column], other.cells[column]];
        return missing(a) - missing(b) || sign * compare(a, b);
      });
      body.append(...rows);
    }
  };
  const copied = (cell) => cell.dataset.copy ?? cell.textContent.trim().replace(/\s+/g, " ");
  const text = (table) => [...table.rows]
    .filter((row) => row.className !== "group")
    .map((row) => [...row.cells].map(copied).join("\t"))
    .join("\n") + "\n";

  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = create("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, column, up ? 1 : -1);
        say("Sorted by " + button.textContent + (up ? ", ascending" : ", descending"));
      });
    });
    const button = create("button", { type: "button", className: "copy", textContent: "Copy table" });
    button.setAttribute("aria-label", "Copy table: " + table.closest(".sheet").dataset.caption);
    const done = create("span", { className: "copied" });
    button.addEventListener("click", async () => {
      const result = await put(text(table));
      done.textContent = result ? "Copied" : "The browser refused to copy";
      say(done.textContent);
      setTimeout(() => { done.textContent = ""; }, 4000);
    });
    table.closest(".sheet").append(button, done);
  }

  // a file on a disk is no secure context everywhere, and has no clipboard there
  async function put(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = create("textarea", { value: text, className: "unseen" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }
}
