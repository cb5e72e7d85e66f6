// Runs one task of one npm peer on one file and prints the result as JSON.
// `peer.mjs NODE_MODULES TOOL TASK FILE [EXTRA]`. The clock starts once everything is imported.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, tool, task, path, extra = "0"] = process.argv.slice(2);
const load = createRequire(`${folder}/`);
const { and, assign, not, or, setup } = load("xstate");
const { createTestModel, getAdjacencyMap, getShortestPaths, getSimplePaths } = load("xstate/graph");
const { Compiler, CompilerOptions } = load("inkjs/full");

// Wall time, and the time this thread was on a processor, in nanoseconds. The system brings the second up to
// date when the thread sleeps.
const now = () => {
  const wall = process.hrtime.bigint();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  return [wall, BigInt(readFileSync("/proc/self/schedstat", "ascii").split(" ")[0])];
};
const taken = (from) => {
  const [wall, processor] = now().map((each, at) => Number(each - from[at]) / 1e9);
  return { seconds: processor, wall };
};

// --- xstate ---

function machineOf(text) {
  const { flags, head, states } = JSON.parse(text);
  const guards = Object.fromEntries(flags.map((flag) => [flag, ({ context }) => context.up.includes(flag)]));
  const actions = {
    note: assign({ up: ({ context }, params) => [...new Set([...context.up, ...params.flags])].sort() }),
  };
  if (flags.length) {
    for (const state of Object.values(states))
      for (const same of Object.values(state.on ?? {}))
        for (const edge of same) if (edge.guard) edge.guard = guardOf(edge.guard);
    return setup({ guards, actions }).createMachine({ ...head, context: { up: [] }, states });
  }
  return setup({}).createMachine({ ...head, states });
}

const atom = (flag) => (flag[0] === "!" ? not(flag.slice(1)) : flag);
const guardOf = (clauses) => or(clauses.map((clause) => and(clause.map(atom))));
const isDone = (snapshot) => snapshot.status === "done";

function unreached(machine) {
  const reached = new Set(getShortestPaths(machine).map((each) => each.state.value));
  return Object.keys(machine.states).filter((state) => !reached.has(state));
}

// Glue: of the paths given, take one that uses most answers not used yet, until none is left.
// A path's gain only falls, so a path whose gain is out of date goes back to the bucket it belongs in.
function greedy(paths) {
  const uses = paths.map(({ steps }) =>
    steps.slice(1).map(({ event }, at) => `${JSON.stringify(steps[at].state.value)} ${event.type}`),
  );
  const unused = new Set(uses.flat());
  const buckets = [];
  for (const use of uses) (buckets[use.length] ??= []).push(use);
  let chosen = 0;
  for (let gain = buckets.length - 1; gain > 0; gain -= 1) {
    for (const use of buckets[gain] ?? []) {
      const now = use.filter((key) => unused.has(key)).length;
      if (now < gain) {
        (buckets[now] ??= []).push(use);
        continue;
      }
      for (const key of use) unused.delete(key);
      chosen += 1;
    }
  }
  return chosen;
}

function xstateFaults(text, invariants) {
  const said = new Set();
  const glue = new Set();
  console.warn = (...words) => said.add(words.join(" "));
  let machine;
  try {
    machine = machineOf(text);
  } catch (error) {
    return { said: [`load: ${error.message}`], glue: [] };
  }
  let map;
  try {
    getShortestPaths(machine);
    map = getAdjacencyMap(machine);
  } catch (error) {
    return { said: [`paths: ${error.message}`], glue: [] };
  }
  const key = (snapshot) => JSON.stringify([snapshot.value, snapshot.context]);
  const configs = new Map();
  for (const { state, transitions } of Object.values(map)) {
    configs.set(key(state), { state, after: Object.values(transitions).map((each) => key(each.state)) });
  }
  const entered = new Set([...configs.values()].map(({ state }) => state.value));
  const up = new Set([...configs.values()].flatMap(({ state }) => state.context.up));
  for (const state of Object.keys(machine.states)) if (!entered.has(state)) glue.add(`never entered: ${state}`);
  for (const flag of JSON.parse(text).flags) if (!up.has(flag)) glue.add(`never up: ${flag}`);
  const leads = new Set([...configs].filter(([, { state }]) => isDone(state)).map(([id]) => id));
  for (let before = -1; leads.size > before; ) {
    before = leads.size;
    for (const [id, { after }] of configs) if (after.some((each) => leads.has(each))) leads.add(id);
  }
  for (const [id, { state }] of configs) if (!leads.has(id)) glue.add(`no way to an end: ${state.value}`);
  for (const [clauses, forbidden] of invariants)
    for (const { state } of configs.values())
      if (forbidden.includes(state.value) && clauses.some((all) => all.every((each) => state.context.up.includes(each))))
        glue.add(`invariant fails at ${state.value}`);
  return { said: [...said].sort(), glue: [...glue].sort() };
}

// --- inkjs ---

function storyOf(text, said = new Set()) {
  const note = (message) => said.add(message);
  const story = new Compiler(text, new CompilerOptions(null, [], true, note)).Compile();
  story.onError = note;
  return story;
}

function run(story) {
  while (story.canContinue) story.Continue();
  return story.currentChoices;
}

const inkKey = (choice) => choice.sourcePath;

// Glue: walk after walk, each time the choice used least so far, until every answer is used.
function inkCover(story, answers) {
  const used = new Map();
  let walks = 0;
  while (used.size < answers && walks <= answers) {
    story.ResetState();
    for (let choices = run(story); choices.length; choices = run(story)) {
      let best = choices[0];
      for (const each of choices) if ((used.get(inkKey(each)) ?? 0) < (used.get(inkKey(best)) ?? 0)) best = each;
      used.set(inkKey(best), (used.get(inkKey(best)) ?? 0) + 1);
      story.ChooseChoiceIndex(best.index);
    }
    walks += 1;
  }
  return walks;
}

// Glue: every walk, depth first, going back by saving and restoring the story's state.
function inkWalks(story) {
  const choices = run(story).length;
  if (!choices) return 1;
  const saved = story.state.ToJson();
  let count = 0;
  for (let index = 0; index < choices; index += 1) {
    if (index) story.state.LoadJson(saved);
    story.ChooseChoiceIndex(index);
    count += inkWalks(story);
  }
  return count;
}

function inkFaults(text, invariants) {
  const said = new Set();
  const glue = new Set();
  let story;
  try {
    story = storyOf(text, said);
  } catch (error) {
    said.add(error.message);
  }
  if (!story?.state) return { said: [...said].sort(), glue: [] };
  const knots = [...text.matchAll(/^=== (\w+) ===$/gm)].map((match) => match[1]);
  const flags = [...text.matchAll(/^VAR (\w+)/gm)].map((match) => match[1]);
  const entered = new Set();
  const up = new Set();
  const configs = new Map();
  const visit = () => {
    const choices = run(story);
    for (const knot of knots) if (story.state.VisitCountAtPathString(knot) > 0) entered.add(knot);
    const raised = flags.filter((flag) => story.variablesState.$(flag));
    for (const flag of raised) up.add(flag);
    for (const [clauses, forbidden] of invariants)
      for (const knot of forbidden)
        if (story.state.VisitCountAtPathString(knot) > 0 && clauses.some((all) => all.every((each) => raised.includes(each))))
          glue.add(`invariant fails at ${knot}`);
    const ended = story.state.VisitCountAtPathString("closed") > 0;
    const key = JSON.stringify([choices.map(inkKey), raised, ended]);
    if (configs.has(key)) return key;
    const config = { name: choices.map(inkKey).join(" ") || "stuck", ended, after: [] };
    configs.set(key, config);
    const saved = story.state.ToJson();
    for (let index = 0; index < choices.length; index += 1) {
      story.state.LoadJson(saved);
      story.ChooseChoiceIndex(index);
      config.after.push(visit());
    }
    return key;
  };
  try {
    visit();
  } catch (error) {
    said.add(error.message);
  }
  for (const knot of knots) if (!entered.has(knot)) glue.add(`never entered: ${knot}`);
  for (const flag of flags) if (!up.has(flag)) glue.add(`never up: ${flag}`);
  const leads = new Set([...configs].filter(([, { ended }]) => ended).map(([id]) => id));
  for (let before = -1; leads.size > before; ) {
    before = leads.size;
    for (const [id, { after }] of configs) if (after.some((each) => leads.has(each))) leads.add(id);
  }
  for (const [id, { name }] of configs) if (!leads.has(id)) glue.add(`no way to an end: ${name}`);
  return { said: [...said].sort(), glue: [...glue].sort() };
}

// --- tasks ---

const TASKS = {
  xstate: {
    load: machineOf,
    reach: (machine) => ({ unreached: unreached(machine).length }),
    cover: (machine) => ({ walks: createTestModel(machine).getShortestPaths().length }),
    "cover-greedy": (machine) => ({ walks: greedy(createTestModel(machine).getShortestPaths()) }),
    "cover-simple": (machine) => ({ walks: greedy(getSimplePaths(machine, { toState: isDone })) }),
    walks: (machine) => ({ walks: getSimplePaths(machine, { toState: isDone }).length }),
    faults: xstateFaults,
  },
  inkjs: {
    load: storyOf,
    cover: (story) => ({ walks: inkCover(story, Number(extra)) }),
    walks: (story) => ({ walks: inkWalks(story) }),
    faults: inkFaults,
  },
};

function result() {
  const tasks = TASKS[tool];
  if (task === "faults") {
    const each = (file) => [file, tasks.faults(readFileSync(file, "utf8"), JSON.parse(extra))];
    return Object.fromEntries(path.split(",").map(each));
  }
  const started = now();
  const loaded = tasks.load(readFileSync(path, "utf8"));
  if (task === "load") return taken(started);
  const from = task === "reach" ? started : now();
  return { ...tasks[task](loaded), ...taken(from) };
}

console.log(JSON.stringify(result()));
