import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Ports } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import { checkClosure } from "../../oci/index.ts";
import type { Layouts } from "../layouts/layouts.ts";
import type { ChartVerifier } from "../mirror/chart-verifier.ts";
import { faultOf } from "../mirror/report.ts";
import type { BundleCheckReport, BundledArtifact } from "./report.ts";
import type { Root } from "./roots.ts";
import { rootsOf } from "./roots.ts";

export interface CheckPorts extends Pick<Ports, "emit"> {
  readonly verify: ChartVerifier | undefined;
}

/** An artifact of a bundle, and where it lies there. */
export interface InBundle extends Root {
  readonly repository: string;
}

export interface CheckedBundle {
  readonly artifacts: readonly BundledArtifact[];
  readonly exitCode: number;
}

/** Every artifact of a bundle. @throws BpError EMPTY_SELECTION where there is none */
export async function contentOfBundle(
  layouts: Layouts,
  archive: string,
): Promise<readonly InBundle[]> {
  const found: InBundle[] = [];
  for (const repository of layouts.repositories)
    for (const root of await rootsOf(layouts.open(repository))) found.push({ ...root, repository });
  if (found.length > 0) return found;
  throw new BpError("EMPTY_SELECTION", `${archive} holds no artifact`, {
    hint: "`bp bundle save` makes a bundle; a folder of OCI layouts is one too",
  });
}

/** Reads all of it, each content once, and holds the charts to the policy where one is given. */
export async function checkContent(
  layouts: Layouts,
  content: readonly InBundle[],
  { emit, verify }: CheckPorts,
): Promise<CheckedBundle> {
  const known = new Set<Digest>();
  const codes: number[] = [];
  const artifacts: BundledArtifact[] = [];
  for (const one of content) {
    const { digest } = one;
    const name = nameOf(one);
    emit({ kind: "step", subject: name, step: "checking" });
    const source = layouts.open(one.repository);
    let read = { contents: 0, bytes: 0 };
    try {
      const closure = await checkClosure(source, one.tag ?? digest, { known });
      read = { contents: closure.contents.length, bytes: closure.size };
      await verify?.(source, referenceOf(one));
      artifacts.push({ name, digest, ok: true, ...read });
    } catch (error) {
      const { error: fault, exitCode } = faultOf(error);
      // What a bundle lacks is its fault, not that of the command line.
      codes.push(fault.code === "NOT_FOUND" ? 1 : exitCode);
      artifacts.push({ name, digest, ok: false, ...read, error: fault });
    }
    emit({ kind: "done", subject: name, status: "checked" });
  }
  return { artifacts, exitCode: worstExitCode(codes) };
}

/** `bp bundle check`. @throws BpError EMPTY_SELECTION */
export async function checkBundle(
  layouts: Layouts,
  archive: string,
  ports: CheckPorts,
): Promise<BundleCheckReport> {
  const content = await contentOfBundle(layouts, archive);
  const { artifacts, exitCode } = await checkContent(layouts, content, ports);
  const ok = exitCode === 0;
  const head = { schemaVersion: 1, command: "bundle check", ok, exitCode, findings: [] } as const;
  return { ...head, archive, artifacts };
}

export function nameOf({ repository, tag, digest }: InBundle): string {
  const name = tag === undefined ? `@${digest}` : `:${tag}`;
  return `${repository === "" ? "." : repository}${name}`;
}

function referenceOf({ repository, tag, digest }: InBundle): Reference {
  return { target: { kind: "layout", folder: ".", path: repository }, tag, digest };
}
