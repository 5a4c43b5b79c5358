
// --- the scenario as text: faults are marked where they stand, and a list leads there
const CHECK_MS = 200;
const FIRST_LINES = 4;
let draft = null;
let checking = 0;
let waited = 0;

// A text with its faults marked, below the one that is typed.
const showText = (faults) => {
  const text = $("text").value;
  const marks = faults.filter(({ marks }) => marks.length).map(({ is_error, marks: [mark] }) => ({ ...mark, is_error }));
  marks.sort((a, b) => a.start - b.start);
  const parts = [];
  let done = 0;
  for (const { start, end, is_error } of marks) {
    // of two faults in one place the first is marked
    if (start < done) continue;
    const to = Math.max(end, start + 1);
    parts.push(text.slice(done, start));
    parts.push(create("mark", { className: is_error ? "error" : "warning", textContent: text.slice(start, to) || " " }));
    done = to;
  }
  $("marked").replaceChildren(...parts, text.slice(done), "\n");
  const lines = text.split("\n").length;
  $("lines").textContent = Array.from({ length: lines }, (_, line) => line + 1).join("\n") + "\n";
};
const scrolled = () => {
  const { scrollTop, scrollLeft } = $("text");
  Object.assign($("marked"), { scrollTop, scrollLeft });
  $("lines").scrollTop = scrollTop;
};
const goTo = ({ start, end, line }) => {
  const text = $("text");
  text.focus();
  text.setSelectionRange(start, end);
  text.scrollTop = (line - FIRST_LINES) * parseFloat(getComputedStyle(text).lineHeight);
};
const item = ({ is_error, code, message, marks, notes, help }) => {
  const [mark] = marks;
  const where = mark ? `Line ${mark.line}: ` : "";
  const title = create("button", { type: "button", className: is_error ? "error" : "warning", textContent: `${where}${message}` });
  if (mark) title.addEventListener("click", () => goTo(mark));
  else title.disabled = true;
  const rest = [...marks.filter(({ label }) => label).map(({ line, label }) => `line ${line}: ${label}`), ...notes, ...help];
  return create("li", {}, title, create("span", { className: "note", textContent: ` ${code}` }),
    create("ul", {}, ...rest.map((textContent) => create("li", { textContent }))));
};
const showFaults = ({ errors, faults }) => {
  const warnings = faults.length - errors;
  const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
  $("found").textContent = (errors ? counted(errors, "error") : "No errors") + (warnings > 0 ? `, ${counted(warnings, "warning")}` : "");
  $("text").setAttribute("aria-invalid", String(errors > 0));
  $("list").replaceChildren(...faults.map(item));
  showText(faults);
};

// Whether the text can be used.
const check = async () => {
  const own = ++checking;
  clearTimeout(waited);
  draft = { ...draft, text: $("text").value };
  const checked = JSON.parse(await ask("check", draft));
  if (own === checking) showFaults(checked);
  return checked.errors === 0;
};
const edit = async (text) => {
  draft = text;
  $("edited").textContent = draft.name;
  $("found").textContent = "";
  $("list").replaceChildren();
  $("text").value = draft.text;
  showText([]);
  if (!$("editor").open) $("editor").showModal();
  Object.assign($("text"), { scrollTop: 0, scrollLeft: 0, selectionStart: 0, selectionEnd: 0 });
  await check();
};
const leave = () => $("editor").close();
const guarded = (act) => async () => {
  try {
    await act();
  } catch (error) {
    leave();
    fault(error.message);
  }
};

$("text").addEventListener("scroll", scrolled);
$("text").addEventListener("input", () => {
  showText([]);
  scrolled();
  clearTimeout(waited);
  waited = setTimeout(guarded(check), CHECK_MS);
});
$("edit").addEventListener("click", guarded(async () => {
  await edit(draft ?? { name: "what-if.toml", text: await ask("scenario", ofWhatIf()) });
}));
$("use").addEventListener("click", guarded(async () => {
  if (!(await check())) {
    $("list").querySelector("button:enabled")?.focus();
    return;
  }
  const text = draft;
  draft = null;
  leave();
  await use(text);
}));
$("leave").addEventListener("click", leave);
$("discard").addEventListener("click", () => {
  draft = null;
  leave();
});
