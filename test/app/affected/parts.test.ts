import { expect, test } from "vitest";

import { matrixOutputs, matrixText } from "../../../src/app/affected/matrix.ts";
import type { AffectedBlueprint } from "../../../src/app/affected/report.ts";
import { parseReleaseTag } from "../../../src/app/affected/tag.ts";
import { parseYaml, toValue } from "../../../src/yaml/index.ts";

function blueprints(...waves: readonly number[]): readonly AffectedBlueprint[] {
  return waves.flatMap((size, wave) =>
    Array.from({ length: size }, (_, index) => ({
      name: `bp-${wave}-${index}`,
      folder: `platform/${wave}-${index}`,
      version: "1.0.0",
      reason: "changed" as const,
      because: [],
      wave,
    })),
  );
}

test("release tags as they are written", () => {
  expect(parseReleaseTag("platform/cilium/v1.2.3-rc.1")).toEqual({
    folder: "platform/cilium",
    version: "1.2.3-rc.1",
  });
  for (const tag of ["v1.2.3", "platform/cilium/1.2.3", "platform/cilium/vx", "/v1.0.0", "a//v1"])
    expect(() => parseReleaseTag(tag)).toThrow(expect.objectContaining({ code: "USAGE" }));
});

test("matrices: one line for Actions, with each wave beside it; a child pipeline for GitLab", () => {
  const two = blueprints(1, 1);
  const include = two.map(({ name, folder, version, wave }) => ({ name, folder, version, wave }));
  expect(matrixText(two, "github")).toBe(`${JSON.stringify({ include })}\n`);
  expect(matrixText(two, "gitea")).toBe(matrixText(two, "github"));
  expect(matrixOutputs(two)).toEqual({
    any: "true",
    count: "2",
    waves: "2",
    matrix: JSON.stringify({ include }),
    "wave-0": JSON.stringify({ include: include.slice(0, 1) }),
    "wave-1": JSON.stringify({ include: include.slice(1) }),
  });
  expect(matrixOutputs([])).toEqual({
    any: "false",
    count: "0",
    waves: "0",
    matrix: '{"include":[]}',
  });
  const pipeline = toValue(parseYaml(matrixText(two, "gitlab"), "p").documents[0]?.root);
  expect(pipeline).toEqual({
    include: [{ local: ".gitlab/bp.yaml" }],
    stages: ["wave-0", "wave-1"],
    "wave-0": {
      extends: ".bp",
      stage: "wave-0",
      parallel: { matrix: [{ BP_NAME: "bp-0-0", BP_FOLDER: "platform/0-0", BP_VERSION: "1.0.0" }] },
    },
    "wave-1": {
      extends: ".bp",
      stage: "wave-1",
      parallel: { matrix: [{ BP_NAME: "bp-1-0", BP_FOLDER: "platform/1-0", BP_VERSION: "1.0.0" }] },
    },
  });
  expect(matrixText([], "gitlab")).toContain("nothing-affected");
});

test("a wave keeps its number where another has no part", () => {
  const gap = blueprints(1, 1, 1).filter(({ wave }) => wave !== 1);
  const outputs = matrixOutputs(gap);
  expect(Object.keys(outputs)).toEqual(["any", "count", "matrix", "waves", "wave-0", "wave-2"]);
  expect(outputs["waves"]).toBe("3");
  expect(matrixText(gap, "gitlab")).toContain("stages:\n- wave-0\n- wave-2\n");
});
