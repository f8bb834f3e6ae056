"use strict";
// Reads the data block; its form is described in schema.json. Nothing is loaded, and nothing is stored.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = i => data.texts[i];
  const WINDOW = 80;
  const count = data.steps.length;
  const byId = id => document.getElementById(id);
  const kinds = Object.fromEntries([...document.querySelectorAll("#lanes tbody tr")].map((row, i) =>
    [i, row.querySelector(".kind").textContent]));
  let from = Math.max(1, count - WINDOW + 1);
  let to = count;
  let at = count;

  const visible = s => s.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, c =>
    "<U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + ">");

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children) element.append(child instanceof Node ? child : visible(String(child)));
    return element;
  }

  const side = (name, value) => make("span", {class: name}, make("b", {}, name), " " + value);
  const split = (spec, impl) => make("span", {class: "split"}, side("spec", spec), " ", side("impl", impl));

  // ---- everything that has a column a step: written anew only where a long run shows other steps than the page did

  function stepItem(step) {
    const [op, args, result] = data.steps[step - 1].map(text);
    const part = (name, value) => make("span", {class: name}, value);
    const link = make("a", {href: "#step-" + step}, part("n", step), " ", part("op", op), " ", part("args", args), " ",
      part("result", "= " + result));
    const answer = data.counterexample.divergence.differences.find(d => d.path === "result");
    if (step === count && answer) link.append(" ", side("impl", answer.impl));
    return make("li", {id: "step-" + step}, link);
  }

  function head(table, cell) {
    const row = table.tHead.rows[0];
    row.replaceChildren(row.cells[0]);
    for (let step = from; step <= to; step++) row.append(make("th", {scope: "col"}, cell(step)));
  }

  function laneRow(lane, cells) {
    const row = make("tr", {}, make("th", {scope: "row"}, text(data.lanes[lane][1]) + " ",
      make("span", {class: "kind"}, kinds[lane])));
    let next = from;
    const gap = until => {
      if (until > next) row.append(make("td", {class: "gap", colspan: until - next}));
    };
    for (const [step, traits] of cells) {
      gap(step);
      row.append(make("td", {}, ...traits.map(trait => Array.isArray(trait)
        ? split(text(trait[0]), text(trait[1])) : make("span", {}, text(trait)))));
      next = step + 1;
    }
    gap(to + 1);
    return row;
  }

  function lanes() {
    const cells = data.lanes.map(() => []);
    for (let step = from; step <= to; step++) {
      for (const [lane, ...traits] of data.changes[step]) cells[lane].push([step, traits]);
    }
    return cells.map((list, lane) => laneRow(lane, list));
  }

  const SIGNS = {".": ["silent", "·"], "+": ["holds", "+"], "x": ["broken", "✗"], "?": ["unknown", "?"]};

  function marksRow(property) {
    const name = make("th", {scope: "row"}, make("span", {title: visible(property.sentence)}, property.name));
    if (property.monitor) name.append(" ", make("span", {class: "kind"}, "monitor"));
    const row = make("tr", {class: property.marks.includes("x") && "broken"}, name);
    let step = 0;
    for (const [, sign, length] of property.marks.matchAll(/(\D)(\d+)/g)) {
      const [style, shown] = SIGNS[sign];
      for (const end = step + Number(length); step < end; step++) {
        if (step >= from && step <= to) row.append(make("td", {class: style}, shown));
      }
    }
    return row;
  }

  function draw() {
    byId("steps").start = from;
    byId("steps").replaceChildren(...Array.from({length: to - from + 1}, (_, i) => stepItem(from + i)));
    byId("history").replaceChildren(...data.history.filter(([step]) => step >= from && step <= to).map(([step, said]) =>
      make("li", {}, make("a", {href: "#step-" + step}, "step " + step), " " + visible(text(said)))));
    head(byId("lanes"), step => make("a", {href: "#step-" + step}, make("span", {class: "n"}, step), " " +
      text(data.steps[step - 1][0])));
    byId("lanes").tBodies[0].replaceChildren(...lanes());
    head(byId("marks"), step => make("a", {href: "#step-" + step}, step));
    byId("marks").tBodies[0].replaceChildren(...data.properties.map(marksRow));
    const note = byId("cut");
    if (note) note.textContent = `Steps ${from} to ${to} of ${count}; stepping shows the others.`;
  }

  // ---- the chosen step

  /** The values of a list of changes, taken together up to a moment; the two numbers after each key. */
  function gathered(moments, last, width) {
    const values = new Map();
    for (let i = 0; i <= last; i++) {
      const list = moments[i];
      for (let j = 0; j < list.length; j += width + 1) values.set(list[j], list.slice(j + 1, j + 1 + width));
    }
    return values;
  }

  const said = place => place === -1 ? "none" : place === -2 ? "cannot be read" : text(place);

  function state() {
    const now = gathered(data.states, at, 2);
    const before = gathered(data.states, Math.max(0, at - 1), 2);
    const words = gathered(data.words, at, 1);
    const changed = [];
    const unchanged = [];
    data.paths.forEach((path, i) => {
      const [spec, impl] = now.get(i) || [-1, -1];
      if (spec === -1 && impl < 0) return;
      const was = (before.get(i) || [-1])[0];
      const word = (words.get(i) || [-1])[0];
      const row = make("tr", {class: spec === impl ? "" : "differs"}, make("th", {scope: "row"}, text(path)),
        make("td", {}, said(was)), make("td", {}, said(spec)), make("td", {}, spec === impl ? "the same" : said(impl)),
        make("td", {}, make("code", {}, word === -1 ? "" : text(word))));
      (spec === impl && spec === was ? unchanged : changed).push(row);
    });
    byId("changed").replaceChildren(...changed);
    byId("unchanged").replaceChildren(...unchanged);
  }

  function possible() {
    const body = byId("possible");
    if (!body) return;
    const known = at >= data.possibleFrom;
    byId("uncounted").hidden = known;
    const rows = [];
    for (let i = 0; known && i <= at - data.possibleFrom; i++) {
      for (const [kind, ...row] of data.possible[i]) rows[kind] = row;
    }
    body.replaceChildren(...rows.map(([n, can, cannot], i) => make("tr", {class: n === 0 && "not"},
      make("th", {scope: "row"}, text(data.kinds[i][0])), make("td", {}, `${n} of ${data.kinds[i][1]}`),
      make("td", {}, text(can)), make("td", {}, text(cannot)))));
  }

  function highlight() {
    document.querySelectorAll("[aria-current]").forEach(e => e.removeAttribute("aria-current"));
    document.querySelectorAll(".now").forEach(e => e.classList.remove("now"));
    const item = byId("step-" + at);
    if (item) item.setAttribute("aria-current", "step");
    for (const table of [byId("lanes"), byId("marks")]) {
      const column = at - from + 1;
      const heading = table.tHead.rows[0].cells[column];
      heading.setAttribute("aria-current", "step");
      for (const row of table.tBodies[0].rows) {
        let end = 1;
        for (const cell of [...row.cells].slice(1)) {
          end += cell.colSpan;
          if (end > column) {
            if (cell.colSpan === 1 && !cell.classList.contains("gap")) cell.classList.add("now");
            break;
          }
        }
      }
      const box = table.parentElement;
      const lead = table.tHead.rows[0].cells[0].offsetWidth;
      if (heading.offsetLeft < box.scrollLeft + lead) {
        box.scrollLeft = heading.offsetLeft - lead;
      } else if (heading.offsetLeft + heading.offsetWidth > box.scrollLeft + box.clientWidth) {
        box.scrollLeft = heading.offsetLeft + heading.offsetWidth - box.clientWidth;
      }
    }
    document.querySelectorAll(".history li").forEach(li =>
      li.classList.toggle("now", li.querySelector("a").hash === "#step-" + at));
  }

  function show(step) {
    at = Math.min(Math.max(step, 1), count);
    if (at < from || at > to) {
      from = Math.max(1, Math.min(at - WINDOW / 2, count - WINDOW + 1));
      to = Math.min(count, from + WINDOW - 1);
      draw();
    }
    state();
    possible();
    highlight();
    byId("at").textContent = `step ${at} of ${count}`;
    byId("here").href = "#step-" + at;
    document.querySelectorAll("[data-step]").forEach(e => { e.textContent = at; });
    document.querySelectorAll("[data-go=first],[data-go=back]").forEach(b => { b.disabled = at === 1; });
    document.querySelectorAll("[data-go=last],[data-go=on]").forEach(b => { b.disabled = at === count; });
    filter();
  }

  // Browsers complain when the address changes at every repeat of a key.
  let later = 0;
  function go(step) {
    show(step);
    clearTimeout(later);
    later = setTimeout(() => history.replaceState(null, "", "#step-" + at), 150);
  }

  const wanted = hash => {
    const match = /^#step-(\d{1,6})$/.exec(hash);
    return match ? Number(match[1]) : null;
  };

  // ---- find

  const query = () => byId("find").value.trim().toLowerCase();

  function filter() {
    const words = query();
    let hits = 0;
    document.querySelectorAll(".filterable > *").forEach(row => {
      const hit = !words || row.textContent.toLowerCase().includes(words);
      row.hidden = !hit;
      hits += hit ? 1 : 0;
    });
    byId("found").textContent = words ? `${hits} found` : "";
  }

  function has(step, words) {
    const [op, args, result] = data.steps[step - 1].map(text);
    const changes = data.changes[step].map(([lane, ...traits]) =>
      text(data.lanes[lane][1]) + " " + traits.flat().map(text).join(" "));
    return `${op} ${args} = ${result} ${changes.join(" ")}`.toLowerCase().includes(words);
  }

  function next() {
    const words = query();
    for (let i = 1; words && i <= count; i++) {
      const step = (at - 1 + i) % count + 1;
      if (has(step, words)) return go(step);
    }
    return undefined;
  }

  // ---- what the reader does

  const GO = {first: () => 1, back: () => at - 1, on: () => at + 1, last: () => count};
  document.querySelectorAll("[data-go]").forEach(b => b.addEventListener("click", () => go(GO[b.dataset.go]())));
  document.addEventListener("click", e => {
    const link = e.target.closest && e.target.closest("a[href^='#step-']");
    if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) {
      e.preventDefault();
      go(wanted(link.hash));
    }
  });
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target === byId("find")) {
      if (e.key === "Enter") { e.preventDefault(); next(); }
      if (e.key === "Escape") { byId("find").value = ""; filter(); byId("find").blur(); }
      return;
    }
    if (e.key === "ArrowLeft") { e.preventDefault(); go(at - 1); }
    if (e.key === "ArrowRight") { e.preventDefault(); go(at + 1); }
    if (e.key === "/") { e.preventDefault(); byId("find").focus(); }
  });
  byId("find").addEventListener("input", filter);
  window.addEventListener("hashchange", () => {
    const step = wanted(location.hash);
    clearTimeout(later);
    if (step) show(step);
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
  document.querySelector(".bar").hidden = false;
  show(wanted(location.hash) || count);
})();
