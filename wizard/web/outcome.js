/* What a walk leads to, and why. `page.js` tells how the parts come together. */

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];
const COSTS = [[1, "small"], [3, "moderate"], [6, "large"]];

/* What the walk leads to. */
function outcome(now, walked) {
  const day = Walk.readDay(now.extra.get(DAY) || "") === null ? null : now.extra.get(DAY);
  const judged = Walk.judge(tree, walked.facts);
  const verdict = tree.verdicts[judged.verdict];
  const page = judged.outcome === null ? null : document.getElementById("page-" + judged.outcome.id);
  const [start, rest] = halves(page);
  return [
    make("div", { class: "banner " + verdict.tone },
      make("p", { class: "verdict" }, make("span", { "aria-hidden": "true" }, verdict.sign + " "), verdict.label),
      make("h2", { id: "asked", tabindex: "-1" }, judged.outcome === null ? verdict.label : judged.outcome.title),
      judged.outcome === null ? null : make("p", {}, judged.outcome.summary)),
    returning(now, judged),
    start.length === 0 ? first(judged) : make("section", { class: "page" }, start),
    lastDays(now, walked, judged, day),
    onward(walked, judged),
    why(walked, judged),
    unknown(now, walked, judged),
    changes(now, walked),
    rest.length === 0 ? null : make("section", { class: "page" }, make("h3", {}, "More on this outcome"), rest),
    make("p", { class: "actions" },
      make("button", { type: "button", class: "main", id: "download", click: () => download(now, walked, judged, day) },
        "Download as text"), " ",
      make("button", { type: "button", class: "quiet", click: () => window.print() }, "Print"), " ",
      make("button", { type: "button", class: "quiet", click: () => go([], [], "") }, "Start again")),
  ];
}

/* An outcome's page in two: what to do now, which comes before the reasons, and the rest. */
function halves(page) {
  if (page === null) return [[], []];
  const parts = [...page.cloneNode(true).childNodes].map(raised);
  const headings = parts.flatMap((part, at) => /^H[3-4]$/.test(part.nodeName) ? [at] : []);
  const end = headings.length < 2 ? parts.length : headings[1];
  if (headings.length === 0) return [[], parts];
  parts[headings[0]] = make("h3", {}, [...parts[headings[0]].childNodes]);
  return [parts.slice(0, end), parts.slice(end)];
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
