import { describe, expect, test } from "vitest";

import type { MirrorPorts } from "../../../src/app/mirror/mirror.ts";
import { mirror } from "../../../src/app/mirror/mirror.ts";
import { place } from "../../../src/app/mirror/placement.ts";
import { named } from "../../../src/app/mirror/references.ts";
import type { MirrorReport } from "../../../src/app/mirror/report.ts";
import { referenceSet } from "../../../src/app/mirror/set.ts";
import type { Wanted } from "../../../src/app/mirror/wanted.ts";
import { BpError } from "../../../src/model/error.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { formatTarget, parseTarget } from "../../../src/model/reference.ts";
import type { Store } from "../../../src/oci/index.ts";
import { memoryStore } from "../../../src/oci/index.ts";
import { faults } from "../../cli/support/schemas.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "../../oci/artifact.ts";

const own = [parseTarget("ghcr.io/acme")];
const to = parseTarget("registry.internal");

/** Repositories by name, in memory. */
class Repositories {
  readonly #stores = new Map<string, Store>();

  get(name: string): Store {
    const store = this.#stores.get(name) ?? memoryStore();
    this.#stores.set(name, store);
    return store;
  }
}

function run(
  repositories: Repositories,
  wanted: readonly Wanted[],
  over: Partial<MirrorPorts> & {
    readonly mode?: "copy" | "plan" | "check";
    aborted?: boolean;
  } = {},
): Promise<MirrorReport> {
  const { mode = "copy", aborted = false, ...ports } = over;
  const set = { ...referenceSet([]), wanted };
  const placed = place(wanted, own, to);
  const interrupted = aborted ? AbortSignal.abort() : new AbortController().signal;
  return mirror(
    { set, placed, to, mode, concurrency: 2, interrupted },
    {
      emit: () => undefined,
      source: (target) => repositories.get(formatTarget(target)),
      store: (target) => repositories.get(formatTarget(target)),
      verify: undefined,
      ...ports,
    },
  );
}

function wantedOf(...texts: readonly string[]): readonly Wanted[] {
  return referenceSet(named(texts).references).wanted;
}

function asked(text: string, required: boolean): Wanted {
  const [one] = wantedOf(text);
  if (one === undefined) throw new Error("no reference");
  const at = { file: "Chart.yaml", line: 3, column: 1, endLine: 3, endColumn: 2 };
  return { ...one, kind: "chart", required, places: [{ at, what: "the chart bp-x" }] };
}

async function chart(store: Store, text: string, tag: string): Promise<string> {
  const config = blob("{}", mediaType.helmConfig);
  const artifact = made(text, { config: config.descriptor });
  await pushPiece(store, config);
  const root = await pushMade(store, artifact);
  await pushMade(store, referrerOf(root, `signature of ${text}`, "x/bundle"));
  await store.tag(root, tag);
  return root.digest;
}

async function refuse(): Promise<void> {
  throw new BpError("VERIFICATION", "nobody signed it");
}

function nobody(): never {
  throw new Error("somebody was asked");
}

describe("a mirror", () => {
  test("copies an artifact with what refers to it, and then finds it there", async () => {
    const repositories = new Repositories();
    const digest = await chart(repositories.get("ghcr.io/acme/bp-x"), "one", "1.0.0");
    const wanted = wantedOf("ghcr.io/acme/bp-x:1.0.0");
    const first = await run(repositories, wanted);
    expect(faults("mirror", JSON.parse(JSON.stringify(first)))).toEqual([]);
    expect(first).toMatchObject({ ok: true, summary: { copied: 1 } });
    expect(first.artifacts).toMatchObject([
      { from: "ghcr.io/acme/bp-x:1.0.0", to: "registry.internal/bp-x:1.0.0", digest },
    ]);
    const there = repositories.get("registry.internal/bp-x");
    const root = await there.resolve("1.0.0");
    expect(await there.referrers(root)).toHaveLength(1);
    const again = await run(repositories, wanted);
    expect(again).toMatchObject({ ok: true, summary: { present: 1, bytes: 0 } });
  });

  test("a referrer that came later is brought to what was there", async () => {
    const repositories = new Repositories();
    const source = repositories.get("ghcr.io/acme/bp-x");
    await chart(source, "one", "1.0.0");
    const wanted = wantedOf("ghcr.io/acme/bp-x:1.0.0");
    await run(repositories, wanted);
    const root = await source.resolve("1.0.0");
    await pushMade(source, referrerOf(root, "later", "x/sbom"));
    expect(await run(repositories, wanted)).toMatchObject({ summary: { copied: 1 } });
    expect(await repositories.get("registry.internal/bp-x").referrers(root)).toHaveLength(2);
  });

  test("a chart's tag that names other bytes is left alone, an image's tag moves", async () => {
    const repositories = new Repositories();
    await chart(repositories.get("ghcr.io/acme/bp-x"), "here", "1.0.0");
    const other = await chart(repositories.get("registry.internal/bp-x"), "there", "1.0.0");
    const [here, before] = [
      repositories.get("quay.io/app"),
      repositories.get("registry.internal/app"),
    ];
    const image = await pushMade(here, made("new image"));
    await here.tag(image, "1.0.0");
    await before.tag(await pushMade(before, made("old image")), "1.0.0");
    const report = await run(
      repositories,
      wantedOf("ghcr.io/acme/bp-x:1.0.0", "quay.io/app:1.0.0"),
    );
    expect(report).toMatchObject({ exitCode: 4, summary: { conflict: 1, moved: 1 } });
    expect((await repositories.get("registry.internal/bp-x").resolve("1.0.0")).digest).toBe(other);
    expect(await before.resolve("1.0.0")).toEqual(image);
  });

  test("what is not in the source: an error where it is required, else a warning; by hand a mistake", async () => {
    const repositories = new Repositories();
    const hard = await run(repositories, [asked("ghcr.io/acme/bp-x:1.0.0", true)]);
    expect(hard).toMatchObject({ exitCode: 1, summary: { missing: 1 } });
    expect(hard.findings).toMatchObject([{ ruleId: "BP901", severity: "error", line: 3 }]);
    const soft = await run(repositories, [asked("ghcr.io/acme/bp-x:1.0.0", false)]);
    expect(soft).toMatchObject({ exitCode: 0, findings: [{ severity: "warning" }] });
    expect(await run(repositories, wantedOf("ghcr.io/acme/bp-x:1.0.0"))).toMatchObject({
      exitCode: 2,
    });
  });

  test("a check asks the target alone", async () => {
    const repositories = new Repositories();
    await chart(repositories.get("registry.internal/bp-x"), "one", "1.0.0");
    const wanted = [asked("ghcr.io/acme/bp-x:1.0.0", true), asked("ghcr.io/acme/bp-y:1.0.0", true)];
    const report = await run(repositories, wanted, { mode: "check", source: nobody });
    expect(report).toMatchObject({ exitCode: 1, summary: { present: 1, absent: 1 } });
    expect(report.findings).toMatchObject([{ ruleId: "BP903", severity: "error" }]);
  });

  test("a registry that refuses is no lack, and keeps the others from nothing", async () => {
    const repositories = new Repositories();
    for (const name of ["bp-x", "bp-y"])
      await chart(repositories.get(`ghcr.io/acme/${name}`), name, "1.0.0");
    const wanted = [asked("ghcr.io/acme/bp-x:1.0.0", true), asked("ghcr.io/acme/bp-y:1.0.0", true)];
    for (const [code, exitCode] of [
      ["UNAUTHORIZED", 3],
      ["NETWORK", 5],
    ] as const) {
      const fresh = new Repositories();
      const source: MirrorPorts["source"] = (target) => {
        const store = repositories.get(formatTarget(target));
        if (!formatTarget(target).endsWith("bp-x")) return store;
        return { ...memoryStore(), resolve: () => Promise.reject(new BpError(code, "no")) };
      };
      const store: MirrorPorts["store"] = (target) => fresh.get(formatTarget(target));
      const report = await run(repositories, wanted, { source, store });
      expect(report).toMatchObject({ exitCode, summary: { failed: 1, copied: 1 }, findings: [] });
      expect(report.artifacts[0]?.error).toMatchObject({ code });
    }
  });

  test("what does not verify is not copied", async () => {
    const repositories = new Repositories();
    await chart(repositories.get("ghcr.io/acme/bp-x"), "one", "1.0.0");
    const wanted = wantedOf("ghcr.io/acme/bp-x:1.0.0");
    const report = await run(repositories, wanted, { verify: refuse });
    expect(report).toMatchObject({ exitCode: 1, summary: { failed: 1 } });
    expect(await repositories.get("registry.internal/bp-x").tags()).toEqual([]);
  });

  test("a plan asks nobody; what is interrupted begins nothing", async () => {
    const repositories = new Repositories();
    await chart(repositories.get("ghcr.io/acme/bp-x"), "one", "1.0.0");
    const wanted = wantedOf("ghcr.io/acme/bp-x:1.0.0");
    const plan = await run(repositories, wanted, { mode: "plan", source: nobody, store: nobody });
    expect(plan).toMatchObject({ ok: true, dryRun: true, summary: { planned: 1 } });
    expect(await run(repositories, wanted, { aborted: true })).toMatchObject({ exitCode: 130 });
    expect(await repositories.get("registry.internal/bp-x").tags()).toEqual([]);
  });
});
