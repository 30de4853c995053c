import type { Descriptor } from "../../model/descriptor.ts";
import { isBpError } from "../../model/error.ts";
import { formatReference } from "../../model/reference.ts";
import type { CopyEvent, Source, Store } from "../../oci/index.ts";
import { copy } from "../../oci/index.ts";
import type { ChartVerifier } from "./chart-verifier.ts";
import { isChart } from "./is-chart.ts";
import type { Placed } from "./placement.ts";
import type { MirroredArtifact, MirrorResult } from "./report.ts";
import { faultOf } from "./report.ts";

/** One artifact, the repository that has it, and the one that is to have it. */
export interface Transfer {
  readonly placed: Placed;
  readonly source: Source;
  readonly store: Store;
  /** Judges the artifact before it is copied, and what came of it. */
  readonly verify: ChartVerifier | undefined;
  readonly signal: AbortSignal;
}

/**
 * Copies an artifact with all that refers to it, and reads back that it is there. A tag that names another chart is left
 * alone: a published version never changes. Faults stand in the result.
 */
export async function transfer(work: Transfer): Promise<MirrorResult> {
  const told: CopyEvent[] = [];
  let root: Descriptor | undefined;
  try {
    root = await found(work);
    if (root === undefined) return { artifact: row(work.placed, "missing"), exitCode: 0 };
    const before = await tagged(work);
    const other = before !== undefined && before.digest !== root.digest;
    if (other && (await isChart(work.source, root.digest)))
      return conflict(work.placed, root, before);
    const { digest } = root;
    const mustBe = work.placed.wanted.kind === "chart";
    await work.verify?.(work.source, { ...work.placed.from, digest }, mustBe);
    await carry(work, root, before, told);
    await work.verify?.(work.store, { ...work.placed.to, digest }, mustBe);
    const written = told.filter(({ how }) => how !== "present");
    const isNew = before === undefined || written.length > 0;
    const status = isNew ? "copied" : "present";
    return { artifact: row(work.placed, other ? "moved" : status, { root, told }), exitCode: 0 };
  } catch (error) {
    const { error: fault, exitCode } = faultOf(error);
    const artifact = row(work.placed, "failed", { ...(root === undefined ? {} : { root }), told });
    return { artifact: { ...artifact, error: fault }, exitCode };
  }
}

/** What the source names; undefined where it does not hold it. */
async function found({ placed, source, signal }: Transfer): Promise<Descriptor | undefined> {
  const { tag, digest } = placed.from;
  return ifThere(source.resolve(digest ?? tag ?? "", signal));
}

async function tagged({ placed, store, signal }: Transfer): Promise<Descriptor | undefined> {
  const { tag, digest } = placed.to;
  return ifThere(store.resolve(tag ?? digest ?? "", signal));
}

async function carry(
  { placed, source, store, signal }: Transfer,
  root: Descriptor,
  before: Descriptor | undefined,
  told: CopyEvent[],
): Promise<void> {
  const tag = before?.digest === root.digest ? undefined : placed.to.tag;
  await copy(source, store, root.digest, {
    referrers: true,
    signal,
    onContent: (event) => told.push(event),
    ...(tag === undefined ? {} : { tag }),
  });
  await store.resolve(tag ?? root.digest, signal);
}

function conflict(placed: Placed, root: Descriptor, before: Descriptor): MirrorResult {
  const artifact = row(placed, "conflict", { root, told: [] });
  const message = `${formatReference(placed.to)} is ${before.digest} there, and ${root.digest} here`;
  const hint =
    "a published version never changes: bump it, or remove the other one from the target";
  return { artifact: { ...artifact, error: { code: "CONFLICT", message, hint } }, exitCode: 4 };
}

/** An artifact's row in the report. */
export function row(
  { wanted, from, to }: Placed,
  status: MirroredArtifact["status"],
  made: { readonly root?: Descriptor; readonly told?: readonly CopyEvent[] } = {},
): MirroredArtifact {
  const { root, told = [] } = made;
  const written = told.filter(({ how }) => how === "copied");
  return {
    kind: wanted.kind,
    from: formatReference(from),
    to: formatReference(to),
    digest: root?.digest ?? null,
    status,
    required: wanted.required,
    contents: told.length,
    written: told.filter(({ how }) => how !== "present").length,
    bytes: written.reduce((sum, { target }) => sum + target.size, 0),
    places: wanted.places.map(({ at, what }) => `${at.file}:${at.line}: ${what}`),
  };
}

/** undefined where the store does not hold it. */
export async function ifThere(asked: Promise<Descriptor>): Promise<Descriptor | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isBpError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}
