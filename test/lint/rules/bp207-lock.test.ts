import { expect, test } from "vitest";

import { writeLock } from "../../../src/chart/index.ts";
import { lint } from "../../../src/lint/index.ts";
import { loadWorkspace } from "../../../src/workspace/index.ts";
import { chart, dependency } from "../charts.ts";
import { embeddedCrd, say, treeOf } from "../support.ts";

const file = "platform/a/chart/Chart.yaml";
const two = `dependencies:\n${dependency("one", "1.2.3", "https://x.example")}${dependency("two", "^1", "oci://x.example")}`;

function lockOf(...rows: readonly string[]): Record<string, string> {
  return { "Chart.lock": `dependencies:\n${rows.join("")}` };
}

test("no lock", async () => {
  expect(await say("BP207", chart("a", {}, two))).toEqual([
    `${file}:4:1 no Chart.lock says what one 1.2.3, two ^1 resolved to`,
  ]);
});

test("a lock that names them all, left out of the package or not", async () => {
  const lock = lockOf(dependency("one", "1.2.3", ""), dependency("two", "1.9.0", ""));
  expect(await say("BP207", chart("a", lock, two))).toEqual([]);
  expect(await say("BP207", chart("a", { ...lock, ".helmignore": "*.lock\n" }, two))).toEqual([]);
});

test("a lock that is out of date", async () => {
  expect(await say("BP207", chart("a", lockOf(dependency("two", "2.0.0", "")), two))).toEqual([
    `${file}:5:5 Chart.lock is out of date: one 1.2.3 is asked for, it does not name it`,
    `${file}:6:5 Chart.lock is out of date: two ^1 is asked for, it has 2.0.0`,
  ]);
});

test("a lock that Helm takes for another Chart.yaml's", async () => {
  const one = { name: "one", version: "1.2.3", repository: "https://x.example" };
  const asked = `dependencies:\n${dependency("one", "1.2.3", "https://x.example")}`;
  const lock = { "Chart.lock": writeLock([one], [one]) };
  expect(await say("BP207", chart("a", lock, asked))).toEqual([]);
  const rest = ", condition: one.enabled";
  const switched = `dependencies:\n${dependency("one", "1.2.3", "https://x.example", rest)}`;
  expect(await say("BP207", chart("a", lock, switched))).toEqual([
    "platform/a/chart/Chart.lock:5:9 Chart.lock was made for other dependencies: `helm dependency build` refuses it",
  ]);
  const named = asked.replace("https://x.example", "@x");
  expect(await say("BP207", chart("a", lock, named))).toEqual([]);
});

test("what comes from the tree needs none", async () => {
  const local = `dependencies:\n${dependency("one", "1.2.3", "file://../one")}${dependency("two", "1.0.0", "")}`;
  expect(await say("BP207", chart("a", {}, local))).toEqual([]);
});

test("not run where the files were not listed", async () => {
  const tree = treeOf(chart("a", {}, two));
  const loaded = await loadWorkspace(tree, { roots: ["platform"] });
  const { findings, notRun } = lint(loaded, { crd: embeddedCrd });
  expect(findings.filter(({ ruleId }) => ruleId === "BP207")).toEqual([]);
  const reason = "the files were not listed of bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP207", reason });
  const templates = "the templates were not read of bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP303", reason: templates });
});
