import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { bp, said } from "../support/program.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { Proxy } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import { publish } from "../support/reports.ts";
import type { KeyPair } from "../support/signed.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

let keys: KeyPair;
beforeAll(async () => {
  keys = await keyPair();
});

async function ourServer(): Promise<string> {
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  return host;
}

async function distribution(): Promise<string> {
  const { host, stop } = await startDistribution();
  onTestFinished(stop);
  return host;
}

const names = ["a", "b", "c"];

interface Published {
  readonly work: string;
  readonly proxy: Proxy;
  readonly again: () => ReturnType<typeof publish>;
}

/** Three blueprints, published once, and a proxy that counts from now on. */
async function published(target: string): Promise<Published> {
  const work = workspace(...names.map((name) => unit(`products/${name}`)));
  const proxy = await startProxy(target);
  onTestFinished(proxy.close);
  const again: Published["again"] = () =>
    publish(["--all", "--to", `${proxy.host}/charts`, "--key", keys.key], { cwd: work });
  const { outcome, report } = await again();
  expect(outcome.code, said(outcome)).toBe(0);
  expect(report.artifacts.map(({ status }) => status)).toEqual(names.map(() => "published"));
  proxy.requests.splice(0);
  return { work, proxy, again };
}

function writes({ requests }: Proxy): readonly string[] {
  return requests
    .filter(({ method }) => method !== "GET" && method !== "HEAD")
    .map(({ method, path }) => `${method} ${path}`);
}

describe.each([
  { name: "our own server", start: ourServer, skip: undefined },
  { name: "Docker distribution", start: distribution, skip: whyNoDistribution },
])("$name", ({ start, skip }) => {
  const because = skip === undefined ? "" : ` (skipped: ${skip})`;
  const on = test.skipIf(skip !== undefined);

  on(`the same bytes again cost two reading requests an artifact${because}`, async () => {
    const { proxy, again } = await published(await start());
    const { outcome, report } = await again();
    expect(outcome.code, said(outcome)).toBe(0);
    expect(report.artifacts.map(({ status }) => status)).toEqual(names.map(() => "unchanged"));
    expect(writes(proxy)).toEqual([]);
    // One more for the registry: whether it has the referrers API is learned with the first artifact.
    const paths = proxy.requests.map(({ method, path }) => `${method} ${path}`);
    expect(paths.length, paths.join("\n")).toBeLessThanOrEqual(2 * names.length + 1);
    expect(report.artifacts.map(({ requests }) => requests)).toEqual(
      expect.arrayContaining([2, 2]),
    );
  });

  on(
    `another byte under a published version is a conflict that names the file${because}`,
    async () => {
      const { work, proxy, again } = await published(await start());
      const file = "products/b/chart/templates/config.yaml";
      const text = readFileSync(join(work, file), "utf8");
      writeFileSync(join(work, file), text.replace("word: one", "word: onf"));
      const { outcome, report } = await again();
      expect(outcome.code, said(outcome)).toBe(4);
      expect(report.artifacts.map(({ status }) => status)).toEqual([
        "unchanged",
        "conflict",
        "unchanged",
      ]);
      expect(report.artifacts[1]?.differences).toEqual([
        { path: "templates/config.yaml", change: "changed" },
      ]);
      expect(writes(proxy)).toEqual([]);
      const args = ["publish", "b", "--to", `${proxy.host}/charts`, "--key", keys.key];
      const forPeople = await bp(args, { cwd: work });
      expectRefusal(forPeople, {
        code: 4,
        says: ["changed templates/config.yaml", "bump", "help:"],
      });
    },
  );

  on(`a changed blueprint.yaml alone is a conflict that names it${because}`, async () => {
    const { work, proxy, again } = await published(await start());
    const file = "products/c/blueprint.yaml";
    const text = readFileSync(join(work, file), "utf8");
    writeFileSync(join(work, file), text.replace("for a test", "for another test"));
    const { outcome, report } = await again();
    expect(outcome.code, said(outcome)).toBe(4);
    expect(report.artifacts[2]?.status).toBe("conflict");
    expect(report.artifacts[2]?.differences).toEqual([
      { path: "blueprint.yaml", change: "changed" },
    ]);
    expect(writes(proxy)).toEqual([]);
  });

  on(`files that come and go are named too, and a bump publishes them${because}`, async () => {
    const { work, proxy, again } = await published(await start());
    write(work, { "products/a/chart/templates/new.yaml": "# new\n" });
    const { report } = await again();
    expect(report.artifacts[0]?.differences).toEqual([
      { path: "templates/new.yaml", change: "added" },
    ]);
    expect(writes(proxy)).toEqual([]);
    write(work, unit("products/a", { version: "1.0.1" }));
    const { outcome, report: bumped } = await again();
    expect(outcome.code, said(outcome)).toBe(0);
    expect(bumped.artifacts.map(({ status, version }) => `${version} ${status}`)).toEqual([
      "1.0.1 published",
      "1.0.0 unchanged",
      "1.0.0 unchanged",
    ]);
  });
});
