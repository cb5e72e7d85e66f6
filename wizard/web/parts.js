/* What all parts of a tree's page share: the tree, the address, and how things are shown. `page.js` tells how
   the parts come together. */

const tree = JSON.parse(document.getElementById("tree").textContent);
const place = document.getElementById("walk");
const status = document.getElementById("status");
const RETURN = "~return", SETTLED = "~settled", ON = "~on", DAY = "~day";
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
  location.hash = to;
  show();
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
