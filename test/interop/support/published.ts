import { mkdir } from "node:fs/promises";

import type { PublishedArtifact } from "./bp.ts";
import { bpPublish, mustBp } from "./bp.ts";
import { ownCharts } from "./charts.ts";
import { writeTrustedRoot } from "./cosign.ts";
import type { Registry } from "./registry.ts";
import { startRegistry } from "./registry.ts";
import type { Scratch } from "./scratch.ts";
import { copyWorkspace, makeScratch } from "./scratch.ts";

/** Charts in a registry that runs, and the key that signed them. */
export interface Subjects {
  readonly scratch: Scratch;
  readonly registry: Registry;
  readonly artifacts: readonly PublishedArtifact[];
  /** How many artifacts there must at least be. */
  readonly least: number;
  readonly publicKey: string;
  /** A key that signed nothing. */
  readonly otherPublicKey: string;
}

/** Our own Blueprints, published by the real program. */
export interface Published extends Subjects {
  readonly workspace: string;
  /** The private key that signed, as `bp keygen` writes it. */
  readonly key: string;
  stop(): Promise<void>;
}

export const PREFIX = "charts" as const;

/** The six products. */
const LEAST = 6;

export async function publishOurs(
  start: () => Promise<Registry> = startRegistry,
): Promise<Published> {
  const scratch = makeScratch();
  const registry = await start();
  const stop = async (): Promise<void> => {
    await registry.stop();
    await scratch.remove();
  };
  try {
    await writeTrustedRoot(scratch);
    const workspace = await copyWorkspace(scratch, "workspace");
    const { key, publicKey } = await bpKeyPair(scratch, "keys");
    const { publicKey: otherPublicKey } = await bpKeyPair(scratch, "other-keys");
    const artifacts = await publishTo(scratch, workspace, { host: registry.host, key });
    const keys = { key, publicKey, otherPublicKey };
    return { scratch, registry, workspace, artifacts, least: LEAST, ...keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Publishes what is ours to the last template to `<host>/charts`. */
export function publishTo(
  scratch: Scratch,
  workspace: string,
  target: { readonly host: string; readonly key: string; readonly password?: string },
): Promise<readonly PublishedArtifact[]> {
  const to = `${target.host}/${PREFIX}`;
  const own = ownCharts().map(({ unit }) => unit);
  const args = [...own, "--to", to, "--plain-http", "--key", target.key];
  const env = { ...scratch.env, COSIGN_PASSWORD: target.password ?? "" };
  return bpPublish(args, { cwd: workspace, env });
}

/** A key pair made by `bp keygen` in a folder of its own. */
export async function bpKeyPair(
  scratch: Scratch,
  folder: string,
  password = "",
): Promise<{ key: string; publicKey: string }> {
  const cwd = scratch.path(folder);
  await mkdir(cwd, { recursive: true });
  await mustBp(["keygen"], { cwd, env: { ...scratch.env, COSIGN_PASSWORD: password } });
  return { key: scratch.path(folder, "cosign.key"), publicKey: scratch.path(folder, "cosign.pub") };
}

/** `127.0.0.1:5000/charts/bp-x` of an artifact. */
export function repositoryOf(subjects: Subjects, artifact: PublishedArtifact): string {
  const match = /^(.*?)(?::[^:/@]+)?(?:@sha256:[0-9a-f]{64})?$/.exec(artifact.reference);
  const repository = match?.[1] ?? "";
  if (!repository.startsWith(`${subjects.registry.host}/${PREFIX}/`)) {
    throw new Error(`a reference of another shape than expected: ${artifact.reference}`);
  }
  return repository;
}

/** The chart's name, the last part of its repository; the blueprint may have another. */
export function chartName(artifact: PublishedArtifact): string {
  return /([^/]+?)(?::[^:/@]+)?(?:@sha256:[0-9a-f]{64})?$/.exec(artifact.reference)?.[1] ?? "";
}

/** The OCI tag of a version: `+` cannot stand in a tag. */
export function tagOf(artifact: PublishedArtifact): string {
  return artifact.version.replaceAll("+", "_");
}
