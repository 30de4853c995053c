import { describe, expect, test } from "vitest";

import type { Level } from "../../../src/app/vendor/level.ts";
import { served } from "../../repository/support.ts";
import type { Upstream } from "../../support/upstream.ts";
import { upstream } from "../../support/upstream.ts";
import { chart, checkout } from "./support.ts";

const folder = "platform/a/chart";
const versions = ["1.2.5", "1.2.6", "1.3.0", "2.0.0", "2.1.0-rc.1"];
const all = await Promise.all(versions.map((version) => upstream({ name: "nats", version })));
const others = await Promise.all(
  ["1.0.0", "1.0.1"].map((version) => upstream({ name: "redis", version })),
);

function upTo(version: string): readonly Upstream[] {
  return all.slice(0, versions.indexOf(version) + 1);
}

function on(url: string, range: string, name = "nats"): string {
  return `{ name: ${name}, version: "${range}", repository: "${url}" } # why`;
}

describe("--update", () => {
  test("moves to the newest in the range, of one dependency or of all", async () => {
    const { url, serve } = await served([...upTo("1.2.5"), ...others.slice(0, 1)]);
    const copy = checkout(chart("a", on(url, "~1.2"), on(url, "1.x", "redis")));
    await copy.vendor();
    serve([...all, ...others]);
    const one = await copy.vendor({ update: { name: "redis", level: undefined } });
    expect(one.charts[0]?.dependencies).toMatchObject([
      { name: "nats", before: "1.2.5", version: "1.2.5" },
      { name: "redis", before: "1.0.0", version: "1.0.1" },
    ]);
    const both = await copy.vendor({ update: { name: undefined, level: undefined } });
    expect(both.charts[0]).toMatchObject({
      dependencies: [{ before: "1.2.5", version: "1.2.6" }, { version: "1.0.1" }],
      removed: ["nats-1.2.5.tgz"],
      edited: [],
      locked: true,
    });
    expect((await copy.vendor({ frozen: true })).ok).toBe(true);
  });

  test("of what nobody depends on is a mistake", async () => {
    const { url } = await served(all);
    const copy = checkout(chart("a", on(url, "~1.2")));
    await expect(copy.vendor({ update: { name: "nast", level: undefined } })).rejects.toMatchObject(
      {
        code: "USAGE",
        hint: "did you mean nats?",
      },
    );
  });
});

describe("--level", () => {
  const moves: readonly (readonly [Level, range: string, version: string, written: string])[] = [
    ["patch", "1.2.5", "1.2.6", "1.2.6"],
    ["minor", "1.2.5", "1.3.0", "1.3.0"],
    ["major", "1.2.5", "2.0.0", "2.0.0"],
    ["patch", "~1.2.5", "1.2.6", "~1.2.5"],
    ["minor", "~1.2.5", "1.3.0", "~1.3.0"],
    ["minor", "^1.2", "1.3.0", "^1.2"],
    ["major", "^1.2", "2.0.0", "^2.0.0"],
    ["major", ">=1.2 <2", "2.0.0", "2.0.0"],
    ["patch", "2.0.0", "2.0.0", "2.0.0"],
    ["minor", "2.1.0-rc.1", "2.1.0-rc.1", "2.1.0-rc.1"],
  ];

  test.each(moves)(
    "%s of %s takes %s, and Chart.yaml asks for %s",
    async (level, range, version, written) => {
      const { url, serve } = await served(range.startsWith("2") ? all : upTo("1.2.5"));
      const files = chart("a", on(url, range));
      const values = `# ours\ncatalystBlueprint:\n  upstream: {chart: nats, version: "${range}", repo: ${url}}\n`;
      const copy = checkout({ ...files, [`${folder}/values.yaml`]: values });
      await copy.vendor();
      serve(all);
      const report = await copy.vendor({ update: { name: undefined, level } });
      expect(report.charts[0]?.dependencies).toMatchObject([{ version, range: written }]);
      expect(copy.text(`${folder}/Chart.yaml`)).toBe(
        Object.values(chart("a", on(url, written)))[0],
      );
      expect(copy.text(`${folder}/values.yaml`)).toBe(values.replace(`"${range}"`, `"${written}"`));
      expect(report.charts[0]?.edited).toHaveLength(range === written ? 0 : 2);
      expect((await copy.vendor({ frozen: true })).ok).toBe(true);
    },
  );

  test("changes nothing where a chart cannot be had", async () => {
    const { url, serve } = await served(upTo("1.2.5"));
    const copy = checkout(chart("a", on(url, "1.2.5")));
    await copy.vendor();
    serve(all, { fault: ({ path }) => (path.includes("2.0.0") ? { status: 500 } : undefined) });
    const before = [copy.text(`${folder}/Chart.yaml`), copy.text("bp.lock")];
    const report = await copy.vendor({ update: { name: undefined, level: "major" } });
    expect(report.ok).toBe(false);
    expect([copy.text(`${folder}/Chart.yaml`), copy.text("bp.lock")]).toEqual(before);
    expect(copy.names(`${folder}/charts`)).toEqual(["nats-1.2.5.tgz"]);
  });

  test("leaves what says another version in the values alone", async () => {
    const { url } = await served(all);
    const values = "catalystBlueprint: {upstream: {chart: nats, version: 0.9.0}}\n";
    const copy = checkout({ ...chart("a", on(url, "1.2.5")), [`${folder}/values.yaml`]: values });
    await copy.vendor({ update: { name: undefined, level: "minor" } });
    expect(copy.text(`${folder}/values.yaml`)).toBe(values);
  });
});
