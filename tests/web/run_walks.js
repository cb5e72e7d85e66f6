"use strict";
/* Runs the script of the site over walks that come on standard input, and prints what it makes of each. */
const fs = require("node:fs");
const [script, ...rest] = process.argv.slice(2);
const Walk = require(script);
const { tree, walks, figures } = JSON.parse(fs.readFileSync(0, "utf-8"));
const TODAY = "2026-11-22";

function told(facts) {
  const walked = Walk.walk(tree, new Map(Object.entries(facts)), TODAY);
  const found = {
    asked: walked.steps.map((each) => tree.questions[each.question].id),
    current: walked.current === -1 ? null : tree.questions[walked.current].id,
    possible: Walk.possible(tree, walked),
    look: walked.look === null ? null : walked.look.slice(0, 2),
  };
  if (walked.current !== -1) return found;
  const judged = Walk.judge(tree, walked.facts);
  return {
    ...found,
    verdict: tree.verdicts[judged.verdict].id,
    outcome: judged.outcome === null ? null : judged.outcome.id,
    findings: judged.findings.map((each) => [each.finding.id, each.because.map((at) => tree.questions[at].id)]),
    efforts: rest.includes("plans") ? Walk.better(tree, judged.verdict).map((rank) => {
      const plan = Walk.plan(tree, walked, rank);
      return plan === null ? null : [plan.effort, plan.givesUp.length, reached(plan)];
    }) : [],
  };
}

/* The verdict of the walk that a plan leads to, by the rules and not by the plan's own word. */
function reached(plan) {
  const facts = plan.facts.map(([at, answer]) => [tree.questions[at].id, tree.questions[at].answers[answer].id]);
  return Walk.judge(tree, Walk.walk(tree, new Map(facts), TODAY).facts).verdict;
}

function read([id, said]) {
  const question = tree.questions.find((each) => each.id === id);
  const answer = Walk.readAnswer(question, said, TODAY);
  return answer.error === undefined ? question.answers[answer.answer].id : null;
}

process.stdout.write(JSON.stringify({ walks: walks.map(told), figures: figures.map(read) }));
