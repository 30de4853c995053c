import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startBpServe } from "./support/bp-serve.ts";
import { peersNamed } from "./support/peers.ts";
import { run } from "./support/process.ts";
import type { Registry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";

/** The switches of the official program that are off by default and that `bp serve` has an answer to. */
const more = {
  OCI_API_BLOBS_UPLOAD_CANCEL: "true",
  OCI_API_BLOBS_DIGEST_HEADER: "true",
  OCI_API_MANIFESTS_DIGEST_HEADER: "true",
};

const runs = [
  { title: "version 1.1, by default", settings: { OCI_VERSION: "1.1" } },
  {
    title: "version 1.1, with upload cancel and digest headers",
    settings: { OCI_VERSION: "1.1", ...more },
  },
  {
    title: "the next version, with tags by parameter",
    settings: { OCI_VERSION: "dev", OCI_API_MANIFESTS_TAG_PARAM: "true", ...more },
  },
] as const;

for (const conformance of peersNamed("conformance")) {
  describe.skipIf(!conformance.present)(conformance.label, () => {
    let scratch: Scratch;
    let registry: Registry;
    beforeAll(async () => {
      scratch = makeScratch();
      registry = await startBpServe();
    });
    afterAll(async () => {
      await registry?.stop();
      await scratch?.remove();
    });

    for (const [index, { title, settings }] of runs.entries()) {
      test(`bp serve: ${title}`, async () => {
        const results = scratch.path(`results-${index}`);
        const env = {
          ...scratch.env,
          OCI_REGISTRY: registry.host,
          OCI_TLS: "disabled",
          OCI_RESULTS_DIR: results,
          ...settings,
        };
        const outcome = await run(conformance.path, [], { env, cwd: scratch.path("") });
        const counts = countsIn(await readFile(`${results}/junit.xml`, "utf8"));
        console.log(`${title}: ${JSON.stringify(counts)}`);
        expect(outcome).toMatchObject({ code: 0 });
        expect(counts).toMatchObject({ failures: 0, errors: 0, skipped: 0 });
        expect(counts["tests"]).toBeGreaterThan(800);
      });
    }
  });
}

/** The counts in the report's first element, which leaves out what is zero. */
function countsIn(junit: string): Readonly<Record<string, number>> {
  const suites = /<testsuites([^>]*)>/.exec(junit)?.[1] ?? "";
  const pairs = [...suites.matchAll(/(\w+)="(\d+)"/g)];
  const counts = Object.fromEntries(pairs.map(([, name, value]) => [name, Number(value)]));
  return { failures: 0, errors: 0, skipped: 0, disabled: 0, ...counts };
}
