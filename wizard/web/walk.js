"use strict";
/* A walk through a tree, and what it leads to, by the same rules as the program itself. Nothing here knows
   of a page: `page.js` shows it, and a test runs it by itself. */
const Walk = (() => {
  const YES = "yes";
  const DAY = 86400000;
  const GIVING_UP = 2 ** 40;

  /* The first clause that holds, or null. `facts` holds an answer's number for each question asked. */
  function holding(when, facts, found) {
    for (const clause of when) {
      if (clause[0].every(([question, answers]) => answers.includes(facts[question])) &&
          clause[1].every((finding) => found !== undefined && found.has(finding))) return clause;
    }
    return null;
  }

  /* The question after an answered one; -1 is the end. */
  function step(tree, question, facts) {
    for (const target of tree.questions[question].answers[facts[question]].to) {
      if (target === -1) return -1;
      const when = tree.questions[target].when;
      if (when === null || holding(when, facts) !== null) return target;
    }
    return -1;
  }

  /* The walk that takes up given answers as far as it asks for them. `given` is a Map of question ids to
     what was said: an answer's id, `unsure`, or a figure. What cannot be read is asked again. */
  function walk(tree, given, today) {
    const facts = new Array(tree.questions.length);
    const steps = [];
    let current = tree.start;
    let state = tree.ahead === null ? null : tree.ahead.start;
    while (current !== -1) {
      const said = given.get(tree.questions[current].id);
      const read = said === undefined ? null : readAnswer(tree.questions[current], said, today);
      if (read === null || read.error !== undefined) break;
      steps.push({ question: current, said, ...read });
      facts[current] = read.answer;
      if (state !== null) state = tree.ahead.steps[state][read.answer];
      current = step(tree, current, facts);
    }
    return { steps, facts, current, look: state === null ? null : tree.ahead.look[state] };
  }

  /* What was said as an answer's number; `assumed` where the reader did not know. */
  function readAnswer(question, said, today) {
    const at = question.answers.findIndex((each) => each.id === said);
    if (at >= 0) return { answer: at, assumed: false };
    if (said === "unsure" && question.unsure !== null) return { answer: question.unsure, assumed: true };
    if (question.bands === null) return { error: "This is none of the answers." };
    const figure = question.bands.days ? daysAgo(question.bands, said, today) : steps(question.bands, said);
    if (typeof figure === "string") return { error: figure };
    const band = question.bands.bands.find(
      ([, low, high]) => (low === null || low <= figure) && (high === null || figure <= high));
    return { answer: band[0], assumed: false, typed: said.trim() };
  }

  /* A number as typed, in whole steps of its last decimal; a sentence where it is none. */
  function steps(bands, said) {
    const match = /^\+?(\d{1,15})(?:\.(\d*))?$/.exec(said.trim().replaceAll(",", ""));
    if (match === null) return "Type digits, such as " + bands.example + ".";
    const decimals = (match[2] || "").replace(/0+$/, "");
    if (decimals.length > bands.decimals) {
      return bands.decimals === 0 ? "Type a whole number." : "Type at most " + bands.decimals + " decimals.";
    }
    const figure = Number(match[1] + decimals.padEnd(bands.decimals, "0"));
    if (!Number.isSafeInteger(figure)) return "That number is too large.";
    if (bands.least !== null && figure < bands.least) {
      return "That is too small: the least is " + bands.least / 10 ** bands.decimals + ".";
    }
    return figure;
  }

  function daysAgo(bands, said, today) {
    const day = readDay(said);
    if (day === null) return "Give the day as " + today + ".";
    const ago = Math.round((readDay(today) - day) / DAY);
    return bands.least !== null && ago < 0 ? "That day has not come yet." : ago;
  }

  /* A day such as 2026-11-22 in milliseconds, or null where there is none from 1900 to 2999. */
  function readDay(said) {
    if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(said.trim())) return null;
    const time = Date.parse(said.trim() + "T00:00:00Z");
    return Number.isNaN(time) || written(time) !== said.trim() ? null : time;
  }

  function written(time) {
    return new Date(time).toISOString().slice(0, 10);
  }

  /* Findings, the weightiest kinds first, with the answers that raised each; the worst verdict that one
     forces; and the first outcome under it whose condition holds. */
  function judge(tree, facts) {
    const findings = [];
    tree.findings.forEach((finding, number) => {
      const clause = holding(finding.when, facts);
      if (clause !== null) findings.push({ number, finding, because: clause[0].map(([question]) => question) });
    });
    findings.sort((one, other) => one.finding.weight - other.finding.weight);
    const verdict = Math.max(0, ...findings.map((each) => tree.weights[each.finding.weight].forces || 0));
    const found = new Set(findings.map((each) => each.number));
    const outcome = tree.outcomes.find(
      (each) => each.verdict === verdict && holding(each.when, facts, found) !== null);
    return { findings, verdict, outcome: outcome || null, found };
  }

  /* The verdicts that a walk can still come to, best first; null where that is not known. */
  function possible(tree, walked) {
    if (walked.current === -1) return [judge(tree, walked.facts).verdict];
    if (walked.look === null) return null;
    return tree.verdicts.map((_, rank) => rank).filter((rank) => Math.floor(walked.look[2] / 2 ** rank) % 2 === 1);
  }

  /* What an answer costs in tenths of effort, for a reader with these facts; Infinity where it cannot be had. */
  function price(question, number, answer, facts) {
    const before = facts[number];
    if (before === answer) return 0;
    if (!question.answers[answer].offered) return Infinity;
    if (before === undefined) return question.effort;
    if (question.answers[before].fixed) return Infinity;
    return question.effort * 10 + (question.purpose ? GIVING_UP : 0);
  }

  /* The least that is left to pay from each state to a verdict. */
  function leftToPay(tree, facts, verdict) {
    const { start, asked, steps, look } = tree.ahead;
    const left = new Array(steps.length);
    const stack = [start];
    while (stack.length > 0) {
      const state = stack[stack.length - 1];
      const unknown = steps[state].filter((each) => left[each] === undefined);
      if (left[state] === undefined && unknown.length > 0) {
        stack.push(...unknown);
        continue;
      }
      stack.pop();
      const number = asked[state];
      left[state] = number === -1 ? (look[state][2] === 2 ** verdict ? 0 : Infinity)
        : Math.min(...steps[state].map((each, answer) => left[each] + price(tree.questions[number], number, answer, facts)));
    }
    return left;
  }

  /* The cheapest change of answers that leads to a verdict; null where none does. */
  function plan(tree, walked, verdict) {
    const { start, asked, steps } = tree.ahead;
    const left = leftToPay(tree, walked.facts, verdict);
    if (left[start] === Infinity) return null;
    const found = { verdict, effort: left[start] % GIVING_UP, changes: [], needs: [], facts: [], givesUp: [] };
    for (let state = start; asked[state] !== -1;) {
      const number = asked[state];
      const cost = (answer) => price(tree.questions[number], number, answer, walked.facts);
      const answer = steps[state].findIndex((each, at) => left[each] + cost(at) === left[state]);
      const before = walked.facts[number];
      found.facts.push([number, answer]);
      if (before === undefined) found.needs.push([number, answer]);
      else if (before !== answer) {
        found.changes.push([number, answer]);
        if (tree.questions[number].purpose) found.givesUp.push(number);
      }
      state = steps[state][answer];
    }
    return found;
  }

  /* The verdicts better than one that plans may lead to, best first. */
  function better(tree, verdict) {
    return tree.verdicts.map((_, rank) => rank).filter((rank) => rank < verdict && tree.verdicts[rank].offered);
  }

  /* A plan to each better verdict, those that keep what the reader wants to do first; without those that
     another one beats: a better verdict for no more effort, and no more given up. */
  function plans(tree, walked) {
    if (tree.ahead === null || walked.current !== -1) return [];
    const ranks = better(tree, judge(tree, walked.facts).verdict);
    const all = ranks.map((rank) => plan(tree, walked, rank)).filter((each) => each !== null);
    const beats = (one, other) => one.verdict < other.verdict && one.effort <= other.effort &&
      one.givesUp.every((each) => other.givesUp.includes(each));
    return all.filter((each) => !all.some((other) => beats(other, each)))
      .sort((one, other) => (one.givesUp.length > 0) - (other.givesUp.length > 0));
  }

  /* The questions that may still be asked, by the routes alone. */
  function ahead(tree, current) {
    const found = new Set();
    const waiting = current === -1 ? [] : [current];
    while (waiting.length > 0) {
      const question = waiting.pop();
      if (question === -1 || found.has(question)) continue;
      found.add(question);
      tree.questions[question].answers.forEach((each) => waiting.push(...each.to));
    }
    return found;
  }

  /* The last days that apply, soonest first where the day that they count from is given. */
  function due(tree, facts, found, day) {
    const start = day === null ? null : readDay(day);
    const applying = tree.deadlines.filter((each) => holding(each.when, facts, found) !== null);
    const dated = applying.map((each) => ({ ...each, on: start === null ? null : lastDay(each, start) }));
    return dated.sort((one, other) => (one.on || "").localeCompare(other.on || ""));
  }

  function lastDay(deadline, start) {
    const from = deadline.yearEnd ? Date.UTC(new Date(start).getUTCFullYear(), 11, 31) : start;
    return written(from + deadline.days * DAY);
  }

  /* Answers as they stand in an address, and back. `~` marks what is no answer. */
  function encode(given) {
    return [...given].map(([id, said]) => encodeURIComponent(id) + "=" + encodeURIComponent(said)).join("&");
  }

  function decode(text) {
    const given = new Map();
    for (const part of text.replace(/^#/, "").split("&")) {
      const at = part.indexOf("=");
      if (at < 1) continue;
      try {
        given.set(decodeURIComponent(part.slice(0, at)), decodeURIComponent(part.slice(at + 1)));
      } catch (error) {
        if (!(error instanceof URIError)) throw error;
      }
    }
    return given;
  }

  return { YES, walk, step, judge, possible, plan, plans, better, ahead, due, readAnswer, readDay, encode, decode };
})();
if (typeof module !== "undefined") module.exports = Walk;
