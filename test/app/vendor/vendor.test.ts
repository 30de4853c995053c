import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { served } from "../../repository/support.ts";
import { upstream } from "../../support/upstream.ts";
import { temporary, write } from "../../support/workspace.ts";
import { chart, checkout } from "./support.ts";

const common = await upstream({ name: "common", version: "2.0.0" });
const nats = await upstream({ name: "nats", version: "1.2.6", charts: [common] });
const nats125 = await upstream({ name: "nats", version: "1.2.5" });
const nats13 = await upstream({ name: "nats", version: "1.3.0" });
const redis = await upstream({ name: "redis", version: "v18.0.1" });
const folder = "platform/a/chart";

function from(url: string, name: string, version: string, more = ""): string {
  return `{ name: ${name}, version: "${version}", repository: "${url}"${more} }`;
}

describe("vendor", () => {
  test("fetches, checks, moves in, and locks", async () => {
    const { url, asked } = await served([nats125, nats, nats13, redis]);
    const files = chart(
      "a",
      from(url, "nats", "~1.2.0"),
      from(url, "redis", "18.0.1", ", alias: cache"),
    );
    const copy = checkout(files);
    const report = await copy.vendor();
    expect(report).toMatchObject({
      ok: true,
      findings: [],
      locked: true,
      summary: { charts: 1, dependencies: 2, fetched: 2, removed: 0, failed: 0 },
      charts: [
        {
          name: "bp-a",
          folder,
          locked: true,
          dependencies: [
            { name: "nats", version: "1.2.6", before: null, from: "network", sha256: nats.sha256 },
            { name: "redis", alias: "cache", version: "v18.0.1", file: "redis-v18.0.1.tgz" },
          ],
        },
      ],
    });
    expect(copy.names(`${folder}/charts`)).toEqual(["nats-1.2.6.tgz", "redis-v18.0.1.tgz"]);
    expect(copy.text(`${folder}/Chart.lock`)).toMatch(
      /^dependencies:\n- name: nats\n {2}repository: http:\S+\n {2}version: 1\.2\.6\n- name: redis\n/u,
    );
    expect(copy.text("bp.lock")).toContain(`    cache:
      repository: ${url}
      sha256: ${redis.sha256}
      version: v18.0.1
    nats:
      repository: ${url}
      sha256: ${nats.sha256}
      version: 1.2.6
`);
    expect(asked.map(({ path }) => path).sort()).toEqual([
      "/index.yaml",
      "/nats-1.2.6.tgz",
      "/redis-v18.0.1.tgz",
    ]);
  });

  test("keeps to the locks, and asks nobody for what is in place or in the cache", async () => {
    const cache = join(temporary(), "cache");
    const { url, asked, serve } = await served([nats125]);
    const files = chart("a", from(url, "nats", "~1.2.0"));
    const copy = checkout(files, cache);
    await copy.vendor();
    serve([nats125, nats]);
    const again = await copy.vendor();
    expect(again).toMatchObject({ ok: true, locked: false, summary: { fetched: 0 } });
    expect(again.charts[0]).toMatchObject({ locked: false, dependencies: [{ from: "charts" }] });
    const locks = {
      "bp.lock": copy.text("bp.lock") ?? "",
      [`${folder}/Chart.lock`]: copy.text(`${folder}/Chart.lock`) ?? "",
    };
    const other = checkout({ ...files, ...locks }, cache);
    const report = await other.vendor({ offline: true });
    expect(report.charts[0]?.dependencies).toMatchObject([{ version: "1.2.5", from: "cache" }]);
    expect(asked).toHaveLength(2);
  });

  test("a lock of its own kind will do: either one alone keeps the version", async () => {
    const { url, serve } = await served([nats125]);
    const files = chart("a", from(url, "nats", "~1.2.0"));
    const copy = checkout(files);
    await copy.vendor();
    serve([nats125, nats]);
    for (const lock of ["bp.lock", `${folder}/Chart.lock`]) {
      const other = checkout({ ...files, [lock]: copy.text(lock) ?? "" });
      expect((await other.vendor()).charts[0]?.dependencies[0]?.version).toBe("1.2.5");
      expect(other.text("bp.lock")).toBe(copy.text("bp.lock"));
      expect(other.text(`${folder}/Chart.lock`)).toBe(copy.text(`${folder}/Chart.lock`));
    }
  });

  test("where the two locks differ, Chart.lock holds: Helm may have written it since", async () => {
    const { url } = await served([nats125, nats]);
    const files = chart("a", from(url, "nats", "~1.2.0"));
    const newer = checkout(files);
    await newer.vendor();
    const copy = checkout(files);
    await copy.vendor();
    const old = (copy.text("bp.lock") ?? "")
      .replace("1.2.6", "1.2.5")
      .replace(nats.sha256, nats125.sha256);
    write(copy.root, { "bp.lock": old });
    const report = await copy.vendor();
    expect(report.charts[0]?.dependencies[0]).toMatchObject({ version: "1.2.6" });
    expect(copy.text("bp.lock")).toBe(newer.text("bp.lock"));
  });

  test("a new dependency leaves the others where they are", async () => {
    const { url, serve } = await served([nats125, redis]);
    const copy = checkout(chart("a", from(url, "nats", "~1.2.0")));
    await copy.vendor();
    serve([nats125, nats, redis]);
    write(copy.root, chart("a", from(url, "redis", "*"), from(url, "nats", ">=1.2.0 <1.3")));
    const report = await copy.vendor();
    expect(report.charts[0]?.dependencies.map(({ version }) => version)).toEqual([
      "v18.0.1",
      "1.2.5",
    ]);
  });

  test("takes out what is outdated, and leaves what is no chart", async () => {
    const { url } = await served([nats125, nats]);
    const copy = checkout({
      ...chart("a", from(url, "nats", "1.2.5")),
      [`${folder}/charts/notes.txt`]: "mine",
      [`${folder}/charts/broken.tgz`]: "no archive",
      [`${folder}/charts/old-1.0.0.tgz`]: (await upstream({ name: "old", version: "1.0.0" }))
        .archive,
    });
    expect((await copy.vendor()).charts[0]?.removed).toEqual(["old-1.0.0.tgz"]);
    write(copy.root, chart("a", from(url, "nats", "1.2.6")));
    const report = await copy.vendor();
    expect(report.charts[0]?.removed).toEqual(["nats-1.2.5.tgz"]);
    expect(report.charts[0]?.dependencies[0]).toMatchObject({ version: "1.2.6", before: null });
    expect(copy.names(`${folder}/charts`)).toEqual(["broken.tgz", "nats-1.2.6.tgz", "notes.txt"]);
  });

  test("a damaged archive in place is put right", async () => {
    const { url } = await served([nats]);
    const copy = checkout(chart("a", from(url, "nats", "1.2.6")));
    await copy.vendor();
    const file = `${folder}/charts/nats-1.2.6.tgz`;
    write(copy.root, { [file]: nats125.archive });
    expect((await copy.vendor()).charts[0]?.dependencies[0]?.from).toBe("cache");
    write(copy.root, { [file]: "broken" });
    expect((await copy.vendor({ frozen: true })).charts[0]?.dependencies[0]?.from).toBe("cache");
    expect((await copy.vendor()).charts[0]?.dependencies[0]?.from).toBe("charts");
  });

  test("one chart twice, under aliases, is one archive", async () => {
    const { url, asked } = await served([nats]);
    const files = chart(
      "a",
      from(url, "nats", "1.2.6", ", alias: one"),
      from(url, "nats", "^1.2", ", alias: two"),
    );
    const copy = checkout(files);
    expect((await copy.vendor()).ok).toBe(true);
    expect(copy.names(`${folder}/charts`)).toEqual(["nats-1.2.6.tgz"]);
    expect(asked.filter(({ path }) => path.endsWith(".tgz"))).toHaveLength(1);
  });

  test("many charts ask for one index and one archive once", async () => {
    const { url, asked } = await served([nats]);
    const names = ["a", "b", "c", "d"];
    const copy = checkout(
      Object.assign({}, ...names.map((name) => chart(name, from(url, "nats", "^1")))),
    );
    expect((await copy.vendor()).summary).toMatchObject({ charts: 4, dependencies: 4, failed: 0 });
    expect(asked.map(({ path }) => path)).toEqual(["/index.yaml", "/nats-1.2.6.tgz"]);
  });

  test("an index without digests will do, and is asked again for the bytes", async () => {
    const { url } = await served([nats], { digests: false });
    const copy = checkout(chart("a", from(url, "nats", "1.2.6")));
    expect((await copy.vendor()).charts[0]?.dependencies[0]?.sha256).toBe(nats.sha256);
    expect((await copy.vendor({ offline: true })).ok).toBe(true);
  });

  test("an old chart's requirements are read, and its own lock written", async () => {
    const { url } = await served([nats]);
    const copy = checkout({
      [`${folder}/Chart.yaml`]: "apiVersion: v1\nname: bp-a\nversion: 1.0.0\n",
      [`${folder}/requirements.yaml`]: `dependencies:\n- ${from(url, "nats", "*")}\n`,
    });
    expect((await copy.vendor()).ok).toBe(true);
    expect(copy.names(folder)).toEqual([
      "Chart.yaml",
      "charts",
      "requirements.lock",
      "requirements.yaml",
    ]);
    expect((await copy.vendor({ frozen: true })).ok).toBe(true);
  });

  test("a chart without dependencies is left alone", async () => {
    const copy = checkout({ ...chart("a"), [`${folder}/charts/x-1.tgz`]: "x" });
    expect(await copy.vendor()).toMatchObject({ ok: true, locked: false });
    expect(copy.names(folder)).toEqual(["Chart.yaml", "charts"]);
    expect(copy.names("")).toEqual(["platform"]);
  });

  test("an alias is looked up, and locked as its address, as Helm does", async () => {
    const { url } = await served([nats]);
    const copy = checkout(chart("a", from("@up", "nats", "1.2.6")));
    const known = [{ name: "up", url: `${url}/` }];
    expect((await copy.vendor({ known })).ok).toBe(true);
    expect(copy.text(`${folder}/Chart.lock`)).toContain(`repository: ${url}/\n`);
    expect(copy.text("bp.lock")).toContain("repository: '@up'\n");
    expect((await copy.vendor({ known, frozen: true })).ok).toBe(true);
    const report = await copy.vendor();
    expect(report.charts[0]?.errors).toMatchObject([{ code: "CONFIG" }]);
  });

  test("an upstream that is hollow itself is told of", async () => {
    const more = 'dependencies:\n- {name: common, version: 2.x, repository: "https://x"}\n';
    const { url } = await served([await upstream({ name: "nats", version: "1.2.6", more })]);
    const copy = checkout(chart("a", from(url, "nats", "1.2.6")));
    expect((await copy.vendor()).ok).toBe(true);
    expect(copy.warnings).toEqual([
      `nats 1.2.6 from ${url} declares common 2.x and does not carry it`,
    ]);
  });
});
