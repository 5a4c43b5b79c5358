// What the live page does: it moves levers, asks for what is seen then, and shows it. All numbers,
// words and pictures come from whom it asks.
const $ = (id) => document.getElementById(id);
const create = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// --- state: where levers stand, what is pinned, what it is compared with
let levers = new Map();
let quarters = [];
let state = { moves: {}, baseline: {}, pinned: [] };
let past = [];
let future = [];
let positions = {};
let runs = 0;
// the scenario that was opened here, as a link carries it
let scenario;

const copy = (value) => JSON.parse(JSON.stringify(value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const remembered = () => {
  const { moves, baseline, pinned } = state;
  const is = scenario || Object.keys(moves).length + Object.keys(baseline).length + pinned.length > 0;
  return is ? "#" + encodeURIComponent(JSON.stringify({ moves, baseline, pinned, scenario })) : "";
};
const fromLink = () => {
  try {
    const read = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    const table = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
    const pinned = Array.isArray(read.pinned) ? read.pinned : [];
    const state = {
      moves: table(read.moves),
      baseline: table(read.baseline),
      pinned: pinned.slice(0, 3).map(([name, moves]) => [String(name), table(moves)]),
    };
    return { state, scenario: typeof read.scenario === "string" ? read.scenario : undefined };
  } catch {
    return { state: { moves: {}, baseline: {}, pinned: [] } };
  }
};
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const packed = async (value) => {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("gzip"));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_");
};
const unpacked = async (text) => {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = await through(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("gzip"));
  const { name, text: own } = JSON.parse(new TextDecoder().decode(bytes));
  return { name: String(name), text: String(own) };
};

// What undo goes back to: the last 200 states.
const keep = (before) => {
  past.push(before);
  if (past.length > 200) past.shift();
  future = [];
};

const go = (next, isNew = true) => {
  if (isNew && !same(next, state)) keep(copy(state));
  state = copy(next);
  history.replaceState(null, "", remembered() || location.pathname);
  showLevers();
  look();
};
const move = (id, value, isNew = true) => {
  const next = copy(state);
  const { lever } = levers.get(id);
  // a quarter that is back where it was is not moved; other levers may stand elsewhere by now
  const isBack = lever.kind === "quarter" && same(value, lever.value);
  if (value === undefined || isBack) delete next.moves[id];
  else next.moves[id] = value;
  go(next, isNew);
};

// --- levers
const shown = (lever, value) => {
  if (value === null) return "never";
  if (lever.kind === "quarter") return quarters[value] ?? "q" + value;
  if (typeof value !== "number") return value === "" ? "as it is" : String(value);
  const unit = lever.unit;
  const round = (x) => String(Number(x.toPrecision(4)));
  if (unit.startsWith("share") || unit === "probability") {
    return round(100 * value) + "%" + unit.replace(/^share|^probability/, "").replace(" per ", " a ");
  }
  const singular = value === 1 ? unit.replace(/s$/, "") : unit;
  return round(value) + (["index", "ratio", "sd", "factor"].includes(unit) ? "" : " " + singular);
};
const standing = (lever) => {
  if (lever.id in state.moves) return state.moves[lever.id];
  return lever.id in positions ? positions[lever.id] : lever.value;
};

const input = (lever, id) => {
  if (lever.kind === "choice") {
    const select = create("select", { id });
    for (const word of lever.words) select.append(create("option", { value: word, textContent: word || "as it is" }));
    return select;
  }
  if (lever.kind === "switch") return create("input", { id, type: "checkbox" });
  const range = create("input", { id, type: "range" });
  range.min = lever.kind === "quarter" ? 0 : lever.low;
  range.max = lever.kind === "quarter" ? lever.high + (lever.or_never ? 1 : 0) : lever.high;
  range.step = lever.kind === "quarter" ? 1 : "any";
  return range;
};
const read = (lever, element) => {
  if (lever.kind === "choice") return element.value;
  if (lever.kind === "switch") return element.checked;
  const value = Number(element.value);
  if (lever.kind === "quarter") return value > lever.high ? null : value;
  const stepped = Math.round(value / lever.step) * lever.step;
  return Number(Math.min(Math.max(stepped, lever.low), lever.high).toPrecision(6));
};

// A drag is one step of undo.
const drag = (lever) => {
  let before = null;
  return {
    to: (value) => {
      before ??= copy(state);
      if (!same(standing(lever), value)) move(lever.id, value, false);
    },
    end: () => {
      if (before && !same(before, state)) { keep(before); showLevers(); }
      before = null;
    },
  };
};

let built = 0;
const build = (lever) => {
  const id = "lever-" + built++;
  const element = input(lever, id);
  const output = create("output", { htmlFor: id });
  const back = create("button", { type: "button", textContent: "\u21ba", title: "Put it back", hidden: true });
  back.setAttribute("aria-label", "Put back: " + lever.asks);
  back.addEventListener("click", () => { move(lever.id); element.focus(); });
  const source = { user: "yours to say", "modelling choice": "a modelling choice" }[lever.source] ?? "evidence " + lever.source;
  const meaning = `${lever.meaning} (${lever.id}; ${source})`;
  const why = create("details", { title: meaning },
    create("summary", { textContent: "?" }),
    create("p", { textContent: meaning }));
  const box = create("div", { className: "lever" },
    create("div", { className: "row" }, create("label", { htmlFor: id, textContent: lever.asks }), output, back, why),
    element);
  why.firstElementChild.setAttribute("aria-label", "What is this: " + lever.asks);
  const dragging = drag(lever);
  element.addEventListener("input", () => dragging.to(read(lever, element)));
  element.addEventListener("change", dragging.end);
  element.addEventListener("keydown", (event) => {
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!sign || lever.kind !== "number") return;
    event.preventDefault();
    const value = Math.min(Math.max(Number(element.value) + sign * lever.step, lever.low), lever.high);
    move(lever.id, Number(value.toPrecision(6)));
  });
  levers.set(lever.id, { lever, element, output, box, back });
  return box;
};
const showLevers = () => {
  for (const { lever, element, output, box, back } of levers.values()) {
    const value = standing(lever);
    const isMoved = lever.id in state.moves;
    if (lever.kind === "switch") element.checked = value;
    else if (lever.kind === "quarter") element.value = value === null ? lever.high + 1 : value;
    else element.value = value;
    output.textContent = lever.kind === "choice" ? "" : shown(lever, value);
    if (lever.kind !== "choice") element.setAttribute("aria-valuetext", output.textContent);
    box.classList.toggle("moved", isMoved);
    back.hidden = !isMoved;
  }
  $("undo").disabled = past.length === 0;
  $("redo").disabled = future.length === 0;
  const isMoved = !same(state.moves, state.baseline);
  $("reset").disabled = !isMoved && !remembered();
  $("pin").disabled = !isMoved || state.pinned.length >= 3;
  $("base").disabled = !isMoved;
  showTimeline();
  $("pins").replaceChildren(...state.pinned.map(([name], place) => {
    const drop = create("button", { type: "button", textContent: "Unpin " + name });
    drop.addEventListener("click", () => {
      const next = copy(state);
      next.pinned.splice(place, 1);
      go(next);
    });
    return drop;
  }));
  showOthers();
};

// --- a timeline of what happens when: for a pointer, beside the levers that keys move
let events = [];
const buildTimeline = () => {
  const axis = create("div", { className: "axis" });
  const every = Math.ceil(quarters.length / 8);
  quarters.forEach((name, place) => {
    if (place % every) return;
    const tick = create("span", { textContent: name });
    tick.style.insetInlineStart = (100 * place) / quarters.length + "%";
    axis.append(tick);
  });
  const all = [...levers.values()].map(({ lever }) => lever).filter((lever) => lever.kind === "quarter");
  events = all.map((lever) => {
    const handle = create("span", { className: "handle", title: lever.asks + " Drag it." });
    const row = create("div", { className: "row" }, handle);
    const dragging = drag(lever);
    const at = (event) => {
      const { left, width } = row.getBoundingClientRect();
      const place = Math.floor(((event.clientX - left) / width) * quarters.length);
      if (lever.or_never && place > lever.high) return null;
      return Math.min(Math.max(place, 0), lever.high);
    };
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) dragging.to(at(event));
    });
    handle.addEventListener("pointerup", dragging.end);
    handle.addEventListener("pointercancel", dragging.end);
    return { lever, handle };
  });
  const rows = events.map(({ handle }) => handle.parentElement);
  $("timeline").replaceChildren(...rows, axis);
};
const showTimeline = () => {
  for (const { lever, handle } of events) {
    const value = standing(lever);
    handle.textContent = `${lever.mark} ${shown(lever, value)}`;
    handle.style.insetInlineStart = (100 * (value ?? quarters.length)) / quarters.length + "%";
    handle.classList.toggle("late", (value ?? quarters.length) > 0.6 * quarters.length);
    handle.classList.toggle("moved", lever.id in state.moves);
  }
};

let others = [];
const showOthers = () => {
  const wanted = $("search").value.trim().toLowerCase();
  const fits = (lever) => wanted && (lever.id + " " + lever.meaning).toLowerCase().includes(wanted);
  const found = others.filter((lever) => lever.id in state.moves || fits(lever)).slice(0, 12);
  const boxes = found.map((lever) => (levers.get(lever.id) ?? (build(lever), levers.get(lever.id))).box);
  const there = [...$("others").children];
  if (boxes.length !== there.length || boxes.some((box, place) => box !== there[place])) $("others").replaceChildren(...boxes);
};

// --- looking: a first picture at once, which sharpens until nothing changes that could be seen
let looking = 0;
const asked = () => ({ baseline: state.baseline, what_if: state.moves, pinned: state.pinned, width: pictureWidth() });
const STEPS = [32, 128, 500, 1000];
const GAP = 24;
const LEAST = 416;
const pictureWidth = () => {
  const room = $("measures").clientWidth;
  const columns = Math.max(1, Math.floor((room + GAP) / (LEAST + GAP)));
  return Math.round((room - GAP * (columns - 1)) / columns);
};
const look = async () => {
  // a newer look ends this one, also where it is computed
  const own = ++looking;
  const wanted = asked();
  try {
    for (const step of STEPS) {
      const answer = await ask("look", { ...wanted, number: own, runs: step });
      if (own !== looking) return;
      const seen = JSON.parse(answer);
      show(seen);
      if (seen.is_enough) break;
    }
    const answer = await ask("look", { ...wanted, number: own, runs, doubt: true });
    if (own === looking) show(JSON.parse(answer), true);
  } catch (error) {
    if (own !== looking) return;
    fault(error.message);
  }
};
const fault = (text) => {
  $("faults").hidden = text === "";
  $("faults").firstElementChild.textContent = text;
  if (text) $("status").textContent = "";
};
const show = (seen, isLast = false) => {
  fault("");
  runs = seen.runs;
  positions = Object.fromEntries(seen.positions);
  for (const measure of seen.measures) {
    const id = "measure-" + measure.key;
    let figure = $(id);
    if (!figure) {
      figure = create("figure", { id },
        create("div", { className: "plot" }), create("ul", {}), pictureSaver(measure));
      $("measures").append(figure);
    }
    const plot = figure.firstElementChild;
    // drawn by the same code as the figures of reports, which escapes all text
    const drawn = new DOMParser().parseFromString(measure.picture.replace("<svg ", '<svg xmlns="http:\/\/www.w3.org/2000/svg" '), "image/svg+xml");
    plot.replaceChildren(document.importNode(drawn.documentElement, true));
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", measure.title + ": " + measure.words.join(" "));
    figure.querySelector("ul").replaceChildren(...measure.words.map((textContent) => create("li", { textContent })));
  }
  $("note").textContent = seen.note;
  $("command").textContent = seen.command;
  $("status").textContent = `${seen.runs} runs of each, under the same luck` +
    (seen.has_doubt ? ", and draws of the parameters that nobody knows." : isLast ? "." : "; sharpening\u2026");
  document.documentElement.dataset.runs = seen.runs;
  document.documentElement.dataset.settled = String(isLast);
  showLevers();
};

// --- files
const download = (name, text, type) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  create("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
const saved = (what, name, type, body) => async () => {
  try {
    download(name, await ask(what, body()), type);
  } catch (error) {
    fault(error.message);
  }
};
const ofWhatIf = () => ({ moves: state.moves, runs });
const ofLook = () => ({ ...asked(), runs, doubt: true });
const pictureSaver = ({ key, title }) => {
  const button = create("button", { type: "button", className: "quiet", textContent: "Save picture" });
  button.setAttribute("aria-label", "Save picture: " + title);
  const body = () => ({ ...ofLook(), measure: key });
  button.addEventListener("click", saved("picture", key.replaceAll("_", "-") + ".svg", "image/svg+xml", body));
  return button;
};
// what was moved, in words
const told = (moves) => Object.entries(moves).map(([id, value]) => {
  const lever = levers.get(id)?.lever ?? others.find((lever) => lever.id === id);
  const asks = lever.asks || lever.meaning;
  return [asks, shown(lever, lever.value), shown(lever, value)];
});
const ofReport = () => {
  const named = [["baseline", state.baseline], ...state.pinned, ["what-if", state.moves]];
  const moved = named.filter(([, moves]) => Object.keys(moves).length > 0);
  return { ...ofLook(), moved: moved.map(([name, moves]) => ({ name, levers: told(moves) })) };
};

// --- beginning
const open = async () => {
  const found = JSON.parse(await ask("desk", {}));
  $("title").textContent = found.title;
  document.title = found.title + " – orgsim live";
  $("organisation").textContent = found.organisation;
  levers = new Map();
  positions = {};
  quarters = found.quarters;
  $("groups").replaceChildren(...found.groups.map(([heading, own]) =>
    create("fieldset", {}, create("legend", { textContent: heading }), ...own.map(build))));
  others = found.others;
  buildTimeline();
  $("measures").replaceChildren();
  showLevers();
  await look();
};

// Has a scenario moved from now on.
const use = async (text) => {
  await ask("open", text);
  scenario = await packed(text);
  past = [];
  future = [];
  state = { moves: {}, baseline: {}, pinned: [] };
  history.replaceState(null, "", remembered());
  await open();
};
// The same, if it has no faults: else it is shown with them.
const openText = async (text) => {
  const { errors } = JSON.parse(await ask("check", text));
  await (errors > 0 ? edit(text) : use(text));
};

$("undo").addEventListener("click", () => { if (past.length) { future.push(copy(state)); go(past.pop(), false); } });
$("redo").addEventListener("click", () => { if (future.length) { past.push(copy(state)); go(future.pop(), false); } });
$("reset").addEventListener("click", () => go({ moves: {}, baseline: {}, pinned: [] }));
$("pin").addEventListener("click", () => {
  const next = copy(state);
  const names = next.pinned.map(([name]) => name);
  const name = ["A", "B", "C", "D"].find((name) => !names.includes(name));
  next.pinned.push([name, next.moves]);
  go(next);
});
$("base").addEventListener("click", () => go({ ...copy(state), baseline: copy(state.moves) }));
$("share").addEventListener("click", async () => {
  const link = location.href;
  try {
    await navigator.clipboard.writeText(link);
    $("status").textContent = "The link to this state is copied.";
  } catch {
    $("status").textContent = "The address of the page is the link to this state: copy it from there.";
  }
});
$("save").addEventListener("click", saved("scenario", "what-if.toml", "application/toml", ofWhatIf));
$("csv").addEventListener("click", saved("csv", "quarters.csv", "text/csv", ofWhatIf));
$("report").addEventListener("click", saved("report", "what-if.html", "text/html", ofReport));
$("present").addEventListener("click", () => {
  const is = document.body.classList.toggle("presenting");
  $("present").textContent = is ? "Back to the levers" : "Present";
  look();
});
$("open").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  try {
    if (file.size > 1_000_000) throw new Error("A scenario has at most 1 MB.");
    await openText({ name: file.name, text: await file.text() });
  } catch (error) {
    fault(error.message);
  }
});
$("search").addEventListener("input", showOthers);
$("levers").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.id === "search") return;
  const key = event.key.toLowerCase();
  const id = key === "z" && !event.shiftKey ? "undo" : key === "y" || (key === "z" && event.shiftKey) ? "redo" : null;
  if (id) { event.preventDefault(); $(id).click(); }
});
window.addEventListener("hashchange", () => {
  const link = fromLink();
  if (link.scenario === scenario) go(link.state);
  else location.reload();
});
let resized = 0;
window.addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(look, 200); });

const enter = async () => {
  const link = fromLink();
  if (link.scenario) {
    await ask("open", await unpacked(link.scenario));
    scenario = link.scenario;
  }
  state = link.state;
  await open();
};
enter().catch((error) => fault(error.message));
