import { describe, expect, test } from "vitest";

import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

interface Report {
  readonly packages: readonly {
    readonly notes: readonly string[];
    readonly release?: {
      readonly size: number;
      readonly parts: readonly { readonly name: string }[];
    };
  }[];
}

describe.skipIf(testHelm.path === "")("bp package --why-size", () => {
  test("says what a release takes, and why where it cannot", async () => {
    const big = { "products/a/chart/README.md": "x y z ".repeat(5000) };
    const library = {
      "products/b/chart/Chart.yaml":
        'apiVersion: v2\nname: bp-b\nversion: 1.0.0\ntype: library\nannotations: {catalyst.openova.io/no-upstream: "true"}\n',
    };
    const cwd = workspace(unit("products/a"), big, unit("products/b"), library);
    const env = { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary() };
    const { code, stdout } = await bp(["package", "--why-size", "--out", "o", "-o", "json"], {
      cwd,
      env,
    });
    const report = JSON.parse(stdout) as Report;
    expect(faults("package", report)).toEqual([]);
    expect(code).toBe(0);
    const [a, b] = report.packages;
    expect(a?.release?.size).toBeGreaterThan(500);
    expect(a?.release?.parts.map(({ name }) => name)).toContain("README.md");
    expect(b?.notes).toEqual([
      "the release was not measured: a library chart renders nothing by itself",
    ]);
  });

  test("without a Helm it says so, and no archive is lost", async () => {
    const cwd = workspace(unit("products/a"));
    const { code, stderr } = await bp(["package", "--why-size"], {
      cwd,
      env: { PATH: "/nonexistent" },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is no helm on PATH")]);
  });
});
