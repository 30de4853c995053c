import { expect, test } from "vitest";

import { chartText, lintFiles, say, unit } from "../support.ts";

const declared = chartText(
  "a",
  `dependencies:
  - {name: one, version: ^1.0, repository: https://x.example}
  - {name: two, version: v2.0.0, repository: https://x.example}
`,
);

function holding(...charts: readonly (readonly [string, string])[]): Record<string, string> {
  const files = charts.map(([name, version]) => [
    `platform/a/chart/charts/${name}/Chart.yaml`,
    `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
  ]);
  return { ...unit("a", { chart: declared }), ...Object.fromEntries(files) };
}

const file = "platform/a/chart/Chart.yaml";

test("all there, by range and by a version with a v", async () => {
  expect(await say("BP204", holding(["one", "1.4.0"], ["two", "2.0.0"]))).toEqual([]);
});

test("one that is not there, and one in another version, at their places", async () => {
  expect(await say("BP204", holding(["one", "2.0.0"]))).toEqual([
    `${file}:5:5 charts/ holds one 2.0.0, and Chart.yaml asks for ^1.0`,
    `${file}:6:5 charts/ does not hold two v2.0.0`,
  ]);
});

test("with an empty charts/ it is not run, and says of whom", async () => {
  const { findings, notRun } = await lintFiles(holding());
  expect(findings.filter(({ ruleId }) => ruleId === "BP204")).toEqual([]);
  const reason = "not vendored: charts/ is empty in bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP204", reason });
});

test("what comes from another folder or from this workspace need not lie in charts/", async () => {
  const chart = chartText(
    "a",
    `dependencies:
  - {name: here, version: 1.0.0, repository: ""}
  - {name: near, version: 1.0.0, repository: file://../near}
  - {name: bp-b, version: 1.0.0, repository: oci://r.example/x}
  - {name: bp-z, version: 1.0.0, repository: oci://r.example/x}
`,
  );
  const files = {
    ...unit("a", { chart }),
    ...unit("b"),
    "platform/a/chart/charts/here/Chart.yaml": "apiVersion: v2\nname: here\nversion: 1.0.0\n",
  };
  expect(await say("BP204", files)).toEqual([`${file}:8:5 charts/ does not hold bp-z 1.0.0`]);
});
