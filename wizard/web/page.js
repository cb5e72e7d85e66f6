"use strict";
/* Shows the walk of `walk.js` on the page of a tree. The address holds the answers, behind `#`, so that the
   browser's back button, a reload and a bookmark do what they promise; nothing is kept or sent elsewhere. */
(() => {
  const tree = JSON.parse(document.getElementById("tree").textContent);
  const place = document.getElementById("walk");
  const status = document.getElementById("status");
  const RETURN = "~return", SETTLED = "~settled", ON = "~on", DAY = "~day";
  const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];
  const COSTS = [[1, "small"], [3, "moderate"], [6, "large"]];
  let changing = null;
  let said = "";

  const today = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
  };

  /* An element with attributes and children; texts are texts, never markup. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "click") element.addEventListener("click", value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((each) => each !== null && each !== undefined));
    return element;
  }

  /* What the address says: answers by question, and what is no answer behind `~`. */
  function read() {
    const all = Walk.decode(location.hash);
    const given = new Map([...all].filter(([id]) => !id.startsWith("~")));
    const extra = new Map([...all].filter(([id]) => id.startsWith("~")));
    return { given, extra, today: Walk.readDay(extra.get(ON) || "") === null ? today() : extra.get(ON) };
  }

  function address(given, extra) {
    return "#" + Walk.encode([...given, ...extra]);
  }

  /* Goes on with other answers; the address changes, and with it what is shown. */
  function go(given, extra, words) {
    changing = null;
    said = words || "";
    const to = address(given, extra);
    if (to === location.hash || (to === "#" && location.hash === "")) show();
    else location.hash = to;
  }

  /* Takes answers to one question, or to the ticks of one screen; those that this sets aside are told. */
  function take(now, answers) {
    const given = new Map([...now.given, ...answers]);
    const extra = new Map(now.extra);
    const typed = tree.questions.some((each) => each.bands !== null && each.bands.days && given.has(each.id));
    if (typed) extra.set(ON, now.today);
    const before = Walk.walk(tree, now.given, now.today);
    const after = Walk.walk(tree, given, now.today);
    const kept = new Set([...after.steps.map((each) => each.question), ...Walk.ahead(tree, after.current)]);
    const lost = before.steps.filter((each) => !kept.has(each.question));
    lost.forEach((each) => given.delete(tree.questions[each.question].id));
    go(given, extra, lost.length === 0 ? "" : "Set aside: " + lost.map(answerWords).join("; ") + ".");
  }

  function answerWords(step) {
    const label = tree.questions[step.question].answers[step.answer].label;
    const typed = step.typed === undefined ? "" : " (" + step.typed + ")";
    return label + typed + (step.assumed ? " (assumed: you did not know)" : "");
  }

  /* Steps as a reader sees them: the ticks of one screen are one. */
  function seen(steps) {
    const screens = new Set();
    return steps.filter((each) => {
      const screen = tree.questions[each.question].screen;
      if (screen === null) return true;
      if (screens.has(screen)) return false;
      screens.add(screen);
      return true;
    });
  }

  function asked(question) {
    const screen = tree.questions[question].screen;
    return screen === null ? tree.questions[question] : tree.screens[screen];
  }

  function told(walked, step) {
    const screen = tree.questions[step.question].screen;
    if (screen === null) return answerWords(step);
    const answers = new Map(walked.steps.map((each) => [each.question, each]));
    const on = tree.screens[screen].questions.map((question) => answers.get(question));
    const ticked = tree.screens[screen].labels.filter((_, at) => on[at] !== undefined && isYes(on[at]));
    const unsure = on.some((each) => each !== undefined && each.assumed) ? " (assumed: you did not know)" : "";
    return (ticked.length === 0 ? tree.screens[screen].none : ticked.join("; ")) + unsure;
  }

  const isYes = (step) => tree.questions[step.question].answers[step.answer].id === Walk.YES;
  const chip = (rank) => make("span", { class: "chip " + tree.verdicts[rank].tone },
    make("span", { "aria-hidden": "true" }, tree.verdicts[rank].sign + " "), tree.verdicts[rank].label);
  const link = ([words, to], attributes) => make("a", { href: to, ...attributes }, words);

  /* The question that is asked, or that is answered anew. */
  function question(now, walked) {
    const number = changing === null ? walked.current : changing;
    const question = tree.questions[number];
    const shown = asked(number);
    const body = question.screen !== null ? ticks(now, question)
      : question.bands !== null ? figure(now, question) : answers(now, question);
    return [
      make("p", { class: "progress" }, changing === null ? progress(walked) : "You change this answer."),
      make("h2", { id: "asked", tabindex: "-1" }, shown.ask),
      make("p", { class: "why" }, shown.why),
      body,
      make("p", { class: "aside" },
        question.settle === null ? null : make("span", {}, "Not sure? ", link([question.settle.title,
          question.settle.tree + ".html#" + Walk.encode([[RETURN, tree.id + ".html" +
          address(now.given, new Map([...now.extra].filter(([id]) => id === RETURN)))]])]), " helps you find out. "),
        question.learn === null ? null : make("span", {}, "More on this: ", link(question.learn), ".")),
      changing === null ? null : make("p", {},
        make("button", { type: "button", class: "quiet", click: () => { changing = null; show(); } }, "Keep the answer as it is")),
      changing === null ? still(walked) : null,
    ];
  }

  function progress(walked) {
    const number = seen(walked.steps).length + 1;
    if (walked.look === null) return "Question " + number;
    const [least, most] = walked.look;
    if (most === 1) return "Question " + number + ", the last one";
    const left = least === most ? String(least - 1) : (least - 1) + " to " + (most - 1);
    return "Question " + number + ", " + left + " left after it";
  }

  function still(walked) {
    const ranks = walked.steps.length === 0 ? null : Walk.possible(tree, walked);
    if (ranks === null) return null;
    return make("section", { "aria-labelledby": "still" },
      make("h3", { id: "still" }, ranks.length === 1 ? "Settled" : "Still possible"),
      make("p", { class: "chips" }, ranks.map(chip)));
  }

  function answers(now, question) {
    const mine = now.given.get(question.id);
    const all = question.answers.map((each) => [each.id, each.label]);
    if (question.unsure !== null) all.push(["unsure", "I don't know"]);
    return make("ol", { class: "answers" }, all.map(([id, label], at) => make("li", {},
      make("button", { type: "button", class: "answer", "data-answer": id, click: () => take(now, [[question.id, id]]) },
        make("kbd", { "aria-hidden": "true" }, at < 9 ? String(at + 1) : "·"), make("span", {}, label,
          id === mine && changing !== null ? make("em", {}, " (your answer now)") : null)))));
  }

  function ticks(now, question) {
    const screen = tree.screens[question.screen];
    const ids = screen.questions.map((each) => tree.questions[each].id);
    const boxes = ids.map((id) => make("input", { type: "checkbox", checked: now.given.get(id) === Walk.YES }));
    const finish = () => take(now, ids.map((id, at) => [id, boxes[at].checked ? Walk.YES : "no"]));
    return make("div", {},
      make("fieldset", {}, make("legend", {}, "Tick all that apply. No tick means: " + screen.none),
        boxes.map((box, at) => make("label", { class: "tick" }, box, make("span", {}, screen.labels[at])))),
      make("p", {}, make("button", { type: "button", class: "main", click: finish }, "Go on"), " ",
        question.unsure === null ? null : make("button", { type: "button", class: "quiet",
          click: () => take(now, ids.map((id) => [id, "unsure"])) }, "I don't know")));
  }

  function figure(now, question) {
    const field = make("input", { id: "figure", type: question.bands.days ? "date" : "text",
      inputmode: question.bands.days ? null : "decimal", autocomplete: "off", "aria-describedby": "wrong",
      value: now.given.has(question.id) && now.given.get(question.id) !== "unsure" ? now.given.get(question.id) : null });
    const wrong = make("p", { id: "wrong", class: "wrong", role: "alert" });
    const finish = (event) => {
      event.preventDefault();
      const read = Walk.readAnswer(question, field.value, now.today);
      if (read.error === undefined) take(now, [[question.id, field.value.trim()]]);
      else wrong.textContent = read.error;
    };
    const form = make("form", { novalidate: true }, make("label", { for: "figure" }, question.bands.wanted), field, wrong,
      make("p", {}, make("button", { class: "main" }, "Go on"), " ", question.unsure === null ? null :
        make("button", { type: "button", class: "quiet", click: () => take(now, [[question.id, "unsure"]]) }, "I don't know")));
    form.addEventListener("submit", finish);
    return form;
  }

  /* What the walk leads to. */
  function outcome(now, walked) {
    const day = Walk.readDay(now.extra.get(DAY) || "") === null ? null : now.extra.get(DAY);
    const judged = Walk.judge(tree, walked.facts);
    const verdict = tree.verdicts[judged.verdict];
    const page = judged.outcome === null ? null : document.getElementById("page-" + judged.outcome.id);
    return [
      make("div", { class: "banner " + verdict.tone },
        make("p", { class: "verdict" }, make("span", { "aria-hidden": "true" }, verdict.sign + " "), verdict.label),
        make("h2", { id: "asked", tabindex: "-1" }, judged.outcome === null ? verdict.label : judged.outcome.title),
        judged.outcome === null ? null : make("p", {}, judged.outcome.summary)),
      returning(now, judged),
      first(judged),
      lastDays(now, walked, judged, day),
      onward(walked, judged),
      why(walked, judged),
      unknown(now, walked, judged),
      changes(now, walked),
      page === null ? null : make("section", { class: "page" }, make("h3", {}, "More on this outcome"),
        [...page.cloneNode(true).childNodes].map(raised)),
      make("p", { class: "actions" },
        make("button", { type: "button", class: "main", id: "download", click: () => download(now, walked, judged, day) },
          "Download as text"), " ",
        make("button", { type: "button", class: "quiet", click: () => window.print() }, "Print"), " ",
        make("button", { type: "button", class: "quiet", click: () => go([], [], "") }, "Start again")),
    ];
  }

  /* Part of an outcome's page, its headings one level up from where they stand in the outline. */
  function raised(node) {
    const level = /^H([5-6])$/.exec(node.nodeName);
    return level === null ? node : make("h" + (level[1] - 1), {}, [...node.childNodes]);
  }

  /* The findings that decide the verdict. */
  const deciding = (judged) =>
    judged.findings.filter((each) => tree.weights[each.finding.weight].forces === judged.verdict);
  const toDo = (judged) =>
    [...new Set(deciding(judged).map((each) => each.finding.remedy).filter((each) => each !== ""))];

  function first(judged) {
    const remedies = toDo(judged);
    return remedies.length === 0 ? null
      : make("section", {}, make("h3", {}, "Do this first"), make("ol", {}, remedies.map((each) => make("li", {}, each))));
  }

  /* The way back to the tree that asked, with what this outcome gives there. */
  function returning(now, judged) {
    const back = now.extra.get(RETURN) || "";
    if (!/^[a-z0-9][a-z0-9.-]*\.html#/.test(back)) return null;
    const ends = (judged.outcome === null ? "" : judged.outcome.id) + "," + tree.verdicts[judged.verdict].id;
    return make("p", {}, make("a", { class: "main", href: back + "&" + Walk.encode([[SETTLED, ends]]) },
      "Go back with this answer"));
  }

  function onward(walked, judged) {
    const then = judged.outcome === null ? null : judged.outcome.then;
    if (then === null) return null;
    const answers = walked.steps.map((each) => [tree.questions[each.question].id, each.said]);
    return make("p", {}, "Go on with: ", link([then.title, then.tree + ".html#" + Walk.encode(answers)]));
  }

  function lastDays(now, walked, judged, day) {
    const due = Walk.due(tree, walked.facts, judged.found, day);
    if (tree.date === null || due.length === 0) return null;
    const field = make("input", { type: "date", id: "day", value: day, max: today() });
    field.addEventListener("change", () => {
      const extra = new Map(now.extra);
      extra.delete(DAY);
      if (Walk.readDay(field.value) !== null && field.value <= today()) extra.set(DAY, field.value);
      go(now.given, extra, "");
    });
    return make("section", {}, make("h3", {}, "Last days"), make("label", { for: "day" }, tree.date.ask), field,
      make("p", { class: "why" }, tree.date.why),
      make("ul", {}, due.map((each) => make("li", {}, make("strong", {}, each.on || each.counted), ": " + each.says,
        cites(each.cites)))));
  }

  function why(walked, judged) {
    if (judged.findings.length === 0) return null;
    const groups = [...new Set(judged.findings.map((each) => each.finding.weight))];
    return make("section", {}, make("h3", {}, "Why"), groups.map((weight, at) => {
      const found = judged.findings.filter((each) => each.finding.weight === weight);
      const forces = tree.weights[weight].forces;
      const sign = forces === null ? null : make("span", { class: tree.verdicts[forces].tone, "aria-hidden": "true" },
        tree.verdicts[forces].sign + " ");
      return make("details", { open: at === 0, class: "group" },
        make("summary", {}, sign, tree.weights[weight].label, make("span", { class: "count" }, " " + found.length)),
        found.map((each) => finding(walked, each)));
    }));
  }

  function finding(walked, raised) {
    const { says, remedy, learn } = raised.finding;
    const answers = new Map(walked.steps.map((each) => [each.question, each]));
    const because = [...new Set(raised.because.map((each) => {
      const screen = tree.questions[each].screen;
      const tick = screen === null ? -1 : tree.screens[screen].questions.indexOf(each);
      if (tick < 0) return answerWords(answers.get(each));
      return (isYes(answers.get(each)) ? "" : "not ") + "“" + tree.screens[screen].labels[tick] + "”";
    }))];
    return make("details", { class: "finding" }, make("summary", {}, says),
      because.length === 0 ? null : make("p", {}, make("strong", {}, "Because you answered: "), because.join("; ") + "."),
      remedy === "" ? null : make("p", {}, make("strong", {}, "What to do: "), remedy),
      learn === null ? null : make("p", {}, "More on this: ", link(learn)),
      cites(raised.finding.cites));
  }

  function cites(ids) {
    if (ids.length === 0) return null;
    return make("ul", { class: "cites" }, ids.map((id) => make("li", {}, link(tree.cites[id]))));
  }

  function unknown(now, walked, judged) {
    const assumed = seen(walked.steps.filter((each) => each.assumed));
    if (assumed.length === 0) return null;
    return make("section", {}, make("h3", {}, "What to find out"), assumed.map((step) => {
      const question = tree.questions[step.question];
      const others = question.screen !== null ? [] : question.answers.filter((_, at) => at !== step.answer)
        .map(({ id, label }) => ({ label, ranks: Walk.possible(tree,
          Walk.walk(tree, new Map([...now.given, [question.id, id]]), now.today)) }));
      const changing = others.filter(({ ranks }) => ranks === null || ranks.join() !== String(judged.verdict));
      const same = others.length - changing.length;
      return make("div", { class: "unknown" }, make("p", {}, make("strong", {}, asked(step.question).ask)),
        make("p", {}, "You did not know. Assumed, to be careful: " +
          (question.screen === null ? question.answers[step.answer].label : told(walked, step)) + "."),
        question.findOut === null ? null : make("p", {}, "How to find out: " + question.findOut),
        make("ul", {}, changing.map(({ label, ranks }) => make("li", {}, "If it is “" + label + "”: " +
          (ranks === null ? "more is asked" : ranks.map((rank) => tree.verdicts[rank].label).join("; or ")) + "."))),
        same === 0 ? null : make("p", { class: "why" }, "Any other answer leads to the same verdict."));
    }));
  }

  /* The cheapest changes of answers that lead to better verdicts. */
  function changes(now, walked) {
    const found = Walk.plans(tree, walked);
    if (found.length === 0) return null;
    return make("section", {}, make("h3", {}, "What would change it"), found.map((plan) => {
      const answers = new Map(walked.steps.map((each) => [each.question, each]));
      const count = plan.changes.length < NUMBERS.length ? NUMBERS[plan.changes.length] : String(plan.changes.length);
      const heading = count + (plan.changes.length === 1 ? " change makes" : " changes make") + " this: ";
      const kept = (number) => answers.get(number) !== undefined && !plan.changes.some(([changed]) => changed === number);
      const follow = () => go(new Map(plan.facts.map(([number, answer]) => [tree.questions[number].id,
        kept(number) ? answers.get(number).said : tree.questions[number].answers[answer].id])), now.extra, "");
      return make("div", { class: "plan" }, make("p", {}, make("strong", {}, heading), chip(plan.verdict),
        " (a " + cost(plan.effort) + " effort)"),
        plan.givesUp.length === 0 ? null : make("p", { class: "why" }, "If you give up what you wanted to do."),
        make("ul", {}, plan.changes.map(([number, answer]) => make("li", {}, tree.questions[number].ask + " From “" +
          answerWords(answers.get(number)) + "” to “" + tree.questions[number].answers[answer].label + "”.",
          tree.questions[number].answers[answer].how === "" ? null
            : make("p", { class: "why" }, tree.questions[number].answers[answer].how)))),
        plan.needs.map(([number, answer]) => make("p", { class: "why" },
          (tree.questions[number].answers[answer].fixed ? "Only if: " : "Would also need: ") + tree.questions[number].ask +
          " “" + tree.questions[number].answers[answer].label + "”.")),
        make("p", {}, make("button", { type: "button", class: "quiet", click: follow }, "See where that leads")));
    }));
  }

  /* Effort, in tenths, in a word. */
  function cost(effort) {
    const found = COSTS.find(([limit]) => effort <= limit * 10);
    return found === undefined ? "very large" : found[1];
  }

  /* The answers so far, each to be changed. */
  function mine(now, walked) {
    if (walked.steps.length === 0) return null;
    return make("section", { class: "mine" }, make("h3", {}, "Your answers"),
      make("ol", {}, seen(walked.steps).map((step) => make("li", {},
        make("span", { class: "why" }, asked(step.question).ask), make("br"), told(walked, step), " ",
        make("button", { type: "button", class: "text", "aria-label": "Change: " + asked(step.question).ask,
          click: () => { changing = step.question; said = ""; show(); } }, "Change")))),
      make("p", {}, make("button", { type: "button", class: "quiet", id: "back", click: () => back(now, walked) }, "Back")));
  }

  function back(now, walked) {
    const given = new Map(now.given);
    const last = walked.steps[walked.steps.length - 1];
    if (last === undefined) return;
    const screen = tree.questions[last.question].screen;
    const undone = screen === null ? [last.question] : tree.screens[screen].questions;
    undone.forEach((each) => given.delete(tree.questions[each].id));
    go(given, now.extra, "");
  }

  /* The record as plain text, which the browser saves. */
  function text(now, walked, judged, day) {
    const lines = [tree.title, "=".repeat(tree.title.length), "", "Verdict: " + tree.verdicts[judged.verdict].label];
    if (judged.outcome !== null) lines.push(judged.outcome.title, judged.outcome.summary);
    const list = (title, items) => {
      if (items.length > 0) lines.push("", title.toUpperCase(), "", ...items.map((each) => "- " + each));
    };
    list("Do this first", toDo(judged));
    list("Last days", tree.date === null ? []
      : Walk.due(tree, walked.facts, judged.found, day).map((each) => (each.on || each.counted) + ": " + each.says));
    for (const weight of new Set(judged.findings.map((each) => each.finding.weight))) {
      list(tree.weights[weight].label, judged.findings.filter((each) => each.finding.weight === weight).map(({ finding }) => {
        const see = finding.cites.map((id) => tree.cites[id][0]).join("; ");
        return finding.says + (finding.remedy === "" ? "" : "\n  What to do: " + finding.remedy) + (see === "" ? "" : "\n  See: " + see + ".");
      }));
    }
    list("Your answers", seen(walked.steps).map((step) => asked(step.question).ask + "\n  " + told(walked, step)));
    const options = walked.steps.map((step) => "-a " + tree.questions[step.question].id + "=" + step.said).join(" ");
    lines.push("", tree.notice, "Tree " + tree.id + " " + tree.version + ", digest " + tree.digest + ".",
      "Written on " + today() + ". For a record that can be filed and checked:", tree.command + " " + options, "");
    return lines.join("\n");
  }

  function download(now, walked, judged, day) {
    const blob = new Blob([text(now, walked, judged, day)], { type: "text/plain;charset=utf-8" });
    const to = URL.createObjectURL(blob);
    make("a", { href: to, download: tree.id + "-" + today() + ".txt" }).click();
    setTimeout(() => URL.revokeObjectURL(to), 60000);
  }

  /* An answer that the walk of another tree gives, which came in the address. */
  function settle(now, walked) {
    const ends = (now.extra.get(SETTLED) || "").split(",");
    if (!now.extra.delete(SETTLED)) return false;
    const question = tree.questions[walked.current];
    const gives = question === undefined || question.settle === null ? {} : question.settle.gives;
    const answer = ends.map((each) => gives[each]).find((each) => each !== undefined);
    const given = answer === undefined ? now.given : new Map([...now.given, [question.id, question.answers[answer].id]]);
    said = answer === undefined ? "That settles no answer here." : "Answered: " + question.answers[answer].label;
    history.replaceState(null, "", address(given, now.extra));
    return true;
  }

  function show(first) {
    let now = read();
    if (settle(now, Walk.walk(tree, now.given, now.today))) now = read();
    const walked = Walk.walk(tree, now.given, now.today);
    if (changing !== null && !walked.steps.some((each) => each.question === changing)) changing = null;
    const ended = walked.current === -1 && changing === null;
    place.replaceChildren(...(ended ? outcome(now, walked) : question(now, walked)).filter((each) => each !== null));
    const list = mine(now, walked);
    if (list !== null) place.append(list);
    status.textContent = said;
    said = "";
    document.body.classList.toggle("begun", walked.steps.length > 0);
    if (first !== true) {
      window.scrollTo(0, 0);
      document.getElementById("asked").focus({ preventScroll: true });
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || /^(input|textarea|select)$/i.test(event.target.tagName)) return;
    const button = /^[1-9]$/.test(event.key) ? place.querySelectorAll("button.answer")[Number(event.key) - 1]
      : event.key === "b" ? document.getElementById("back") : null;
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
  window.addEventListener("hashchange", () => { changing = null; show(); });
  /* What is folded is printed all the same, and folded again afterwards. */
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...place.querySelectorAll("details:not([open])")];
    folded.forEach((each) => { each.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
  document.documentElement.classList.add("scripted");
  document.getElementById("outline").open = false;
  place.hidden = false;
  show(true);
})();
