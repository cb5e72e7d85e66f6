/* Shows the walk of `walk.js` on the page of a tree. The address holds the answers, behind `#`, so that the
   browser's back button, a reload and a bookmark do what they promise; nothing is kept or sent elsewhere.
   `parts.js`, `question.js`, `outcome.js` and `record.js` stand before this in one function. */

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

/* The address that is shown. */
let shown = "";

function show(first) {
  let now = read();
  if (settle(now, Walk.walk(tree, now.given, now.today))) now = read();
  const walked = Walk.walk(tree, now.given, now.today);
  if (changing !== null && !walked.steps.some((each) => each.question === changing)) changing = null;
  const ended = walked.current === -1 && changing === null;
  place.replaceChildren(...(ended ? outcome(now, walked) : question(now, walked)).filter((each) => each !== null));
  const list = mine(now, walked);
  if (list !== null) place.append(list);
  shown = location.hash;
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
window.addEventListener("hashchange", () => {
  if (location.hash === shown) return;
  changing = null;
  show();
});
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
