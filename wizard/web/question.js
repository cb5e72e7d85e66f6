/* A question and its ways to answer. `page.js` tells how the parts come together. */

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
