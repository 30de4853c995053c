import { describe, expect, test } from "vitest";

import { findHelm } from "../support/helm.ts";
import { edgeCases } from "./golden/edges.ts";
import { generatedCases } from "./golden/generate.ts";
import { count, designs, faults, judgeAll } from "./golden/golden.ts";
import { ownCases } from "./golden/own.ts";
import { realCases } from "./golden/real.ts";

const helm = await findHelm();
const found = "path" in helm ? helm : { path: "", version: `none: ${helm.missing}` };

/** The suite beside helm 3 and 4, with more charts, is test/interop/package.test.ts. */
describe.skipIf(found.path === "")(`packages beside helm ${found.version}`, () => {
  test("charts as people write them are equal", async () => {
    const cases = [...realCases, ...ownCases];
    const judged = await judgeAll(found.path, cases);
    expect(faults(judged)).toEqual([]);
    expect(count(judged, "equal")).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(20);
  });

  test("generated charts are equal, or refused by both, or different on purpose", async () => {
    const judged = await judgeAll(found.path, generatedCases(40));
    expect(faults(judged)).toEqual([]);
    expect(count(judged, "equal")).toBeGreaterThan(25);
  });

  test("so are the corners of Helm's loader", async () => {
    const judged = await judgeAll(found.path, edgeCases);
    expect(faults(judged)).toEqual([]);
    expect(designs(judged).length).toBeGreaterThan(3);
  });
});
