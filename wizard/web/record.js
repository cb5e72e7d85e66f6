/* The result as plain text. `page.js` tells how the parts come together. */

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
