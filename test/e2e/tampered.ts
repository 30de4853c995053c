import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";

import { mediaType, predicateType } from "../../src/model/media-type.ts";
import type { Entry } from "../support/layout-edit.ts";
import { LayoutEdit } from "../support/layout-edit.ts";
import { mustBp } from "../support/program.ts";
import type { KeyPair } from "../support/signed.ts";
import { unit, write } from "../support/workspace.ts";

/** Layouts that are in order, to be copied and tampered with. */
export interface Originals {
  /** Holds a layout for bp-a and one for bp-b, signed by us. */
  readonly ours: string;
  /** The same, signed by somebody else. */
  readonly theirs: string;
  /** bp-a as version 1.0.1, signed by us. */
  readonly later: string;
}

export async function publishOriginals(
  root: string,
  us: KeyPair,
  them: KeyPair,
): Promise<Originals> {
  const [work, work2] = [join(root, "work"), join(root, "work2")];
  write(work, { ...unit("products/a", { data: "a" }), ...unit("products/b", { data: "b" }) });
  write(work2, unit("products/a", { version: "1.0.1" }));
  const publish = async (name: string, cwd: string, { key }: KeyPair): Promise<string> => {
    const folder = join(root, name);
    await mustBp(["publish", "--all", "--to", `oci-layout:${folder}`, "--key", key], { cwd });
    return folder;
  };
  return {
    ours: await publish("ours", work, us),
    theirs: await publish("theirs", work, them),
    later: await publish("later", work2, us),
  };
}

/** One case: a fresh copy of each. */
export class Tampering {
  readonly folder: string;
  readonly a: LayoutEdit;
  readonly b: LayoutEdit;
  readonly theirs: LayoutEdit;
  readonly later: LayoutEdit;

  constructor(originals: Originals, root: string) {
    this.folder = mkdtempSync(join(root, "case-"));
    for (const [name, folder] of Object.entries(originals))
      cpSync(folder, join(this.folder, name), { recursive: true });
    this.a = new LayoutEdit(join(this.folder, "ours/bp-a"));
    this.b = new LayoutEdit(join(this.folder, "ours/bp-b"));
    this.theirs = new LayoutEdit(join(this.folder, "theirs/bp-a"));
    this.later = new LayoutEdit(join(this.folder, "later/bp-a"));
  }

  get reference(): string {
    return `oci-layout:${this.a.folder}:1.0.0`;
  }
}

export type Kind = "signature" | "provenance" | "sbom" | "spdx";

export const types: Readonly<Record<Kind, string>> = {
  signature: predicateType.cosignSign,
  provenance: predicateType.slsaProvenance,
  sbom: predicateType.cyclonedx,
  spdx: predicateType.spdx,
};
export const kinds: readonly Kind[] = ["signature", "provenance", "sbom", "spdx"];

export function tagged(tag: (name: string) => boolean): (entry: Entry) => boolean {
  return ({ annotations }) => tag(annotations?.["org.opencontainers.image.ref.name"] ?? "");
}

export const isChart: (entry: Entry) => boolean = tagged((name) => name.startsWith("1."));
export const isSig: (entry: Entry) => boolean = tagged((name) => name.endsWith(".sig"));
export const isAtt: (entry: Entry) => boolean = tagged((name) => name.endsWith(".att"));
export const isSbom: (entry: Entry) => boolean = ({ artifactType }) =>
  artifactType === mediaType.cyclonedx;
export const isSpdx: (entry: Entry) => boolean = ({ artifactType }) =>
  artifactType === mediaType.spdx;
export const isBlueprint: (entry: Entry) => boolean = ({ artifactType }) =>
  artifactType === mediaType.blueprint;

export function isBundle(kind: Kind): (entry: Entry) => boolean {
  return ({ annotations }) => annotations?.["dev.sigstore.bundle.predicateType"] === types[kind];
}

/** What each blob of a layout is for, as the check that must fail without it. */
export function checkOfEachBlob(layout: LayoutEdit): ReadonlyMap<string, string> {
  const checks = new Map<string, string>();
  const manifest = (entry: Entry, check: string, parts = check): void => {
    checks.set(entry.digest, check);
    const { config, layers = [] } = layout.manifest(entry.digest);
    if (config !== undefined) checks.set(config.digest, parts);
    for (const layer of layers) checks.set(layer.digest, parts);
  };
  const chart = layout.only(isChart);
  manifest(chart, "manifest", "config");
  checks.set(layout.manifest(chart.digest).layers?.[0]?.digest ?? "", "chart");
  for (const kind of kinds) manifest(layout.only(isBundle(kind)), `${kind}-bundle`);
  manifest(layout.only(isSbom), "sbom");
  manifest(layout.only(isSpdx), "sbom");
  manifest(layout.only(isBlueprint), "blueprint");
  manifest(layout.only(isSig), "signature-legacy");
  const att = layout.only(isAtt);
  manifest(att, "provenance-legacy");
  for (const { digest, annotations } of layout.manifest(att.digest).layers ?? [])
    for (const kind of ["sbom", "spdx"] as const)
      if (annotations?.["predicateType"] === types[kind]) checks.set(digest, `${kind}-legacy`);
  return checks;
}
