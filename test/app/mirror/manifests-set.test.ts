import { expect, test } from "vitest";

import type { MirrorSet } from "../../../src/app/mirror/set.ts";
import { workspaceSet } from "../../../src/app/mirror/workspace-set.ts";
import { spool } from "../../../src/cli/spool.ts";
import { formatReference, parseTarget } from "../../../src/model/reference.ts";
import { kustomize } from "../../support/kustomize.ts";
import type { Files } from "../../support/workspace.ts";
import { sourceOf } from "../support/workspace.ts";

const own = parseTarget("ghcr.io/acme");
const file = "clusters/prod/bootstrap-kit/01.yaml";

async function setOf(files: Files): Promise<MirrorSet> {
  const source = await sourceOf(files, {}, { contents: true });
  const images = { spool, render: undefined };
  return workspaceSet({ source, units: source.workspace.units, kits: true, images, own });
}

function repository(name: string, url: string, ref = "tag: 1.0.0"): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: ${name}, namespace: flux-system }
spec: { url: "${url}", ref: { ${ref} } }
`;
}

test("manifests, and the images of the base and of each overlay, where they are named", async () => {
  const set = await setOf(kustomize("platform/guard"));
  expect(set.wanted.map(({ reference }) => formatReference(reference))).toEqual([
    "ghcr.io/acme/bp-guard:1.0.0",
    "ghcr.io/acme/guard:1.0.0",
    "ghcr.io/acme/guard:1.0.1",
  ]);
  expect(set.wanted.map(({ places: [place] }) => `${place?.at.file}:${place?.at.line}`)).toEqual([
    "platform/guard/blueprint.yaml:6",
    "platform/guard/manifests/base/guard.yaml:11",
    "platform/guard/manifests/base/guard.yaml:11",
  ]);
  expect([set.findings, set.notRun]).toEqual([[], []]);
});

test("what a kit brings by OCIRepositories: ours from our registry, others from where they are", async () => {
  const set = await setOf({
    ...kustomize("platform/guard"),
    [file]: [
      repository("bp-guard", "oci://elsewhere.example/charts/bp-guard"),
      repository("theirs", "oci://theirs.example/manifests/dns", "tag: 2.0.0"),
      repository("open", "oci://theirs.example/manifests/open", "semver: 1.x"),
    ].join("---\n"),
  });
  const wanted = set.wanted.map(({ reference }) => formatReference(reference));
  expect(wanted.slice(0, 2)).toEqual([
    "ghcr.io/acme/bp-guard:1.0.0",
    "theirs.example/manifests/dns:2.0.0",
  ]);
  expect(set.findings.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([
    "BP902 open names no artifact by a tag: not mirrored",
  ]);
});
