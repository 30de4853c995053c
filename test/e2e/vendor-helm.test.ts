import { describe, expect, test } from "vitest";

import { testHelm } from "../support/helm-path.ts";
import { upstreamCount } from "../support/many-upstreams.ts";
import { locksAlike, rendersAlike } from "../support/vendor-beside-helm.ts";

describe.skipIf(testHelm.path === "")(`vendored beside helm ${testHelm.version}`, () => {
  test(`${upstreamCount} upstream charts come out of a registry as Helm makes them`, async () => {
    const { charts, objects } = await rendersAlike(testHelm.path);
    expect(charts).toBe(6);
    expect(objects).toBeGreaterThan(60);
  });

  test("Helm builds from the locks of bp, and bp keeps those of Helm", () =>
    locksAlike(testHelm.path));
});
