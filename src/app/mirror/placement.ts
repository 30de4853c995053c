import { BpError } from "../../model/error.ts";
import type { Reference, Target } from "../../model/reference.ts";
import { formatReference, repositoryIn } from "../../model/reference.ts";
import type { Wanted } from "./wanted.ts";

/** An artifact, where it is and where it is to be. */
export interface Placed {
  readonly wanted: Wanted;
  readonly from: Reference;
  readonly to: Reference;
}

/**
 * Where everything goes: the prefix of one of our own registries falls away, of any other the host alone, so that
 * `ghcr.io/acme/bp-x` of `ghcr.io/acme` is `bp-x` in the target, and `quay.io/org/app` is `org/app`.
 * @throws BpError USAGE where two artifacts would get one name
 */
export function place(
  wanted: readonly Wanted[],
  own: readonly Target[],
  to: Target,
): readonly Placed[] {
  const taken = new Map<string, Reference>();
  return wanted.map((one) => {
    const { reference } = one;
    const { tag, digest } = reference;
    const target = repositoryIn(to, pathOf(reference.target, own));
    const placed = { wanted: one, from: reference, to: { target, tag, digest } };
    const name = formatReference({ target, tag, digest: tag === undefined ? digest : undefined });
    const other = taken.get(name);
    if (other !== undefined && !isSame(other, reference)) throw twice(name, other, reference);
    taken.set(name, reference);
    return placed;
  });
}

/** The path of a repository in the mirror. */
function pathOf(target: Target, own: readonly Target[]): string {
  const under = own.find((one) => isUnder(target, one));
  if (under === undefined || under.path === "") return target.path;
  return target.path.slice(under.path.length + 1);
}

function isUnder(target: Target, own: Target): boolean {
  if (own.path !== "" && !target.path.startsWith(`${own.path}/`)) return false;
  if (target.kind === "layout") return own.kind === "layout" && target.folder === own.folder;
  return own.kind === "registry" && target.host === own.host;
}

/** The same tag of one repository, once with its digest and once without. */
function isSame(one: Reference, two: Reference): boolean {
  const digests = new Set([one.digest, two.digest].filter((digest) => digest !== undefined));
  return bare(one) === bare(two) && digests.size < 2;
}

function bare(reference: Reference): string {
  return formatReference({ ...reference, digest: undefined });
}

function twice(name: string, one: Reference, two: Reference): BpError {
  return new BpError(
    "USAGE",
    `${formatReference(one)} and ${formatReference(two)} would both be ${name}`,
    { hint: "mirror them to two targets: their paths differ by the host alone" },
  );
}
