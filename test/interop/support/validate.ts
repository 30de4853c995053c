import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Minor } from "./charts.ts";
import type { InstalledPeer } from "./peers.ts";
import { run } from "./process.ts";
import type { RenderedObject } from "./rendered.ts";
import type { Scratch } from "./scratch.ts";

/** Groups that Kubernetes has schemas for itself; the others their own operators validate. */
const OWN = /^(?:v1|[a-z]+\/.+|(?!gateway\.)(?:[a-z]+\.)+k8s\.io\/.+)$/;

/** Where objects are written, and the CRDs that they are held against besides. */
export interface Validating {
  readonly scratch: Scratch;
  readonly crds?: string;
}

export function ofKubernetes(objects: readonly RenderedObject[]): RenderedObject[] {
  return objects.filter((object) => OWN.test(object.apiVersion));
}

/**
 * Validates each object in a file of its own; gives the complaints, and how many objects passed. The
 * program carries the schemas of 1.23 to 1.32; for another version it asks the network, and fails here.
 */
export async function validate(
  program: InstalledPeer,
  minor: Minor,
  objects: readonly RenderedObject[],
  { scratch, crds }: Validating,
): Promise<{ passed: number; complaints: string }> {
  const folder = scratch.path(`objects-${minor}-${(await readdir(scratch.folder)).length}`);
  await mkdir(folder);
  for (const [index, object] of objects.entries()) {
    const file = `${String(index).padStart(3, "0")}-${object.kind}-${object.name}.yaml`;
    await writeFile(join(folder, file.replaceAll(/[^\w.-]/g, "_")), object.text);
  }
  const local = crds === undefined ? [] : ["--local-crds", crds];
  const outcome = await run(program.path, [...local, "--version", minor, folder], {
    env: scratch.env,
  });
  const passed = outcome.stdout.split("\n").filter((line) => /\.\.\..*OK/.test(line)).length;
  return { passed, complaints: outcome.code === 0 ? "" : `${outcome.stdout}${outcome.stderr}` };
}
