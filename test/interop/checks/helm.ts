import { mkdir, readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { helmOci, newEnough } from "../support/helm.ts";
import { readManifest, sha256 } from "../support/oci-read.ts";
import { peersNamed } from "../support/peers.ts";
import { chartName } from "../support/published.ts";
import type { Fixture } from "./each.ts";
import { onEach } from "./each.ts";

const CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/** Every wanted helm pulls, shows and renders every artifact by its version. */
export function helmChecks(fixture: Fixture): void {
  for (const helm of peersNamed("helm")) {
    const call = (verb: readonly string[], repository: string, version: string) =>
      helmOci(helm, fixture().scratch, verb, { repository, version });

    describe.skipIf(!helm.present)(helm.label, () => {
      test("pull gives the very bytes of the chart layer", () =>
        onEach(fixture, async (repository, artifact) => {
          const folder = fixture().scratch.path(helm.version, artifact.name);
          await mkdir(folder, { recursive: true });
          await call(["pull", "-d", folder], repository, artifact.version);
          const archive = await readFile(
            `${folder}/${chartName(artifact)}-${artifact.version}.tgz`,
          );
          const read = await readManifest(repository, artifact.digest);
          const [layer] = read?.manifest.layers ?? [];
          expect(layer?.mediaType).toBe(CHART_LAYER);
          expect(sha256(archive)).toBe(layer?.digest);
        }));

      test("show chart names it and its version", () =>
        onEach(fixture, async (repository, artifact) => {
          const shown = await call(["show", "chart"], repository, artifact.version);
          const lines = shown.stdout.split("\n");
          expect(lines).toContain(`name: ${chartName(artifact)}`);
          expect(lines).toContain(`version: ${artifact.version}`);
        }));

      test("template renders it with its default values", () =>
        onEach(fixture, async (repository, artifact) => {
          const { stdout } = await call(
            ["template", "r", ...newEnough(helm)],
            repository,
            artifact.version,
          );
          expect(stdout).toMatch(/^kind: /m);
        }));
    });
  }
}
