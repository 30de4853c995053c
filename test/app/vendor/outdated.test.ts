import { describe, expect, test } from "vitest";

import { served } from "../../repository/support.ts";
import { indexOf } from "../../support/chart-repository.ts";
import { upstream } from "../../support/upstream.ts";
import { chart, checkout } from "./support.ts";

const versions = ["1.2.5", "1.2.6", "1.3.0", "2.0.0", "2.1.0-rc.1"];
const all = await Promise.all(versions.map((version) => upstream({ name: "nats", version })));

describe("outdated", () => {
  test("says what is newer, by the step that it takes", async () => {
    const { url } = await served(all);
    const on = (range: string, alias: string): string =>
      `{ name: nats, version: "${range}", repository: "${url}", alias: ${alias} }`;
    const copy = checkout(
      chart(
        "a",
        on("~1.2", "range"),
        on("1.2.5", "exact"),
        on("2.0.0", "newest"),
        on("2.1.0-rc.1", "early"),
      ),
    );
    const report = await copy.outdated();
    expect(report).toMatchObject({ ok: true, summary: { dependencies: 4, outdated: 2 } });
    expect(report.dependencies).toMatchObject([
      {
        chart: "bp-a",
        current: null,
        wanted: "1.2.6",
        latest: "2.0.0",
        step: "major",
        patch: null,
      },
      { current: "1.2.5", patch: "1.2.6", minor: "1.3.0", major: "2.0.0", latest: "2.0.0" },
      { current: "2.0.0", latest: "2.0.0", step: null, major: null },
      { current: "2.1.0-rc.1", latest: "2.1.0-rc.1", step: null },
    ]);
    expect(copy.names("")).toEqual(["platform"]);
  });

  test("counts from what is locked", async () => {
    const { url, serve } = await served(all.slice(0, 1));
    const copy = checkout(chart("a", `{ name: nats, version: 1.x, repository: "${url}" }`));
    await copy.vendor();
    serve(all);
    expect((await copy.outdated()).dependencies).toMatchObject([
      { current: "1.2.5", wanted: "1.3.0", latest: "2.0.0", patch: "1.2.6" },
    ]);
    expect((await copy.outdated({ offline: true })).dependencies[0]?.wanted).toBe("1.3.0");
  });

  test("finds what is not there any more, and tells the rest", async () => {
    const { url } = await served(all);
    const copy = checkout({
      ...chart(
        "a",
        `{ name: nats, version: 9.9.9, repository: "${url}" }`,
        `{ name: gone, version: 1.0.0, repository: "${url}" }`,
      ),
      ...chart(
        "b",
        '{ name: x, version: 1.0.0, repository: "ftp://nowhere.invalid" }',
        `{ name: nats, version: 2.0.0, repository: "${url}" }`,
      ),
    });
    const report = await copy.outdated();
    expect(report.exitCode).toBe(2);
    expect(report.findings).toMatchObject([
      { ruleId: "BP215", line: 7, message: `${url} has no nats 9.9.9: its newest is 2.1.0-rc.1` },
      { ruleId: "BP215", line: 8, message: `${url} has no chart gone` },
    ]);
    expect(report.errors).toMatchObject([{ code: "BAD_REFERENCE" }]);
    expect(report.dependencies.map(({ chart: name, wanted }) => [name, wanted])).toEqual([
      ["bp-a", null],
      ["bp-a", null],
      ["bp-b", "2.0.0"],
    ]);
  });

  test("says what has no future", async () => {
    const index = indexOf(all).replaceAll(
      "    name: nats\n",
      "    name: nats\n    deprecated: true\n",
    );
    const { url } = await served(all, { index });
    const copy = checkout(chart("a", `{ name: nats, version: 2.0.0, repository: "${url}" }`));
    expect((await copy.outdated()).dependencies).toMatchObject([{ deprecated: true }]);
  });

  test("looks at no chart that is taken from the tree", async () => {
    const copy = checkout({
      ...chart(
        "a",
        "{ name: base, version: '*', repository: file://../base }",
        "{ name: bp-b, version: '*', repository: 'oci://nowhere.invalid' }",
      ),
      ...chart("b"),
    });
    expect(await copy.outdated()).toMatchObject({ ok: true, dependencies: [] });
  });
});
