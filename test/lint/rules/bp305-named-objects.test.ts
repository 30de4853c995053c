import { expect, test } from "vitest";

import { chart } from "../charts.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { unit } from "../support.ts";

const file = "platform/a/chart/templates/a.yaml";
const files = chart("a", { "templates/a.yaml": "# first\nkind: A\n---\nresources: []\n" });

test.each([
  ["kind: A\nmetadata: {}\napiVersion: v1\n", "2:1 A in templates/a.yaml has no metadata.name"],
  [
    "kind: A\nmetadata: {name: ''}\napiVersion: v1\n",
    "2:1 A in templates/a.yaml has no metadata.name",
  ],
  ["kind: A\nmetadata: {name: x}\n", "2:1 A x has no apiVersion"],
  [
    "resources: []\n",
    "2:1 a document in templates/a.yaml has no apiVersion and no kind and no metadata.name",
  ],
])("%j is told", async (text, told) => {
  const [said = ""] = await sayRendered("BP305", files, printed("templates/a.yaml", text));
  expect(said.replace(/:\d+:\d+ /u, " ")).toBe(`${file} ${told.replace(/^\S+ /u, "")}`);
});

test("it stands where the document starts", async () => {
  const output = printed(
    "templates/a.yaml",
    "apiVersion: v1\nkind: A\nmetadata: {name: x}\n",
    "resources: []\n",
  );
  const [said = ""] = await sayRendered("BP305", files, output);
  expect(said).toContain(`${file}:4:1 a document`);
});

test.each([
  "apiVersion: v1\nkind: A\nmetadata: {name: x}\n",
  "# only words\n",
  "apiVersion: v1\nkind: AList\nitems: [{apiVersion: v1, kind: A, metadata: {name: x}}]\n",
  'apiVersion: v1\nkind: Job\nmetadata: {generateName: x-, annotations: {"helm.sh/hook": test}}\n',
])("%j is in order", async (text) => {
  expect(await sayRendered("BP305", files, printed("templates/a.yaml", text))).toEqual([]);
});

test("a name that the cluster makes up is for hooks alone", async () => {
  const job = "apiVersion: v1\nkind: Job\nmetadata: {generateName: x-}\n";
  expect(await sayRendered("BP305", files, printed("templates/a.yaml", job))).toHaveLength(1);
});

test("waits for the render", async () => {
  expect(await reasonOf("BP305", unit("a"))).toBe(notAsked);
});
