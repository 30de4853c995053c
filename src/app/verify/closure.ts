import type { Reference, Target } from "../../model/reference.ts";
import { formatReference, repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import type { Source } from "../../oci/index.ts";
import type { Catalogue } from "../install/catalogue.ts";
import type { Installable } from "../install/installable.ts";
import { storeCatalogue } from "../install/store-catalogue.ts";
import type { DependencyReport } from "./report.ts";

/** A dependency that a published blueprint declares. */
interface Wanted {
  readonly name: string;
  readonly range: string;
  readonly by: string;
}

export interface ClosureInput {
  /** The artifact that was asked for, by its tag. */
  readonly root: { readonly reference: Reference; readonly version: string };
  readonly open: (target: Target) => Source;
  /** Chart names that differ from their blueprint's, by that. */
  readonly charts: ReadonlyMap<string, string>;
  /** Verifies one artifact of the closure. */
  readonly verify: (reference: Reference) => Promise<Pick<DependencyReport, "digest" | "checks">>;
}

/**
 * Verifies what an artifact's blueprint depends on, and what that depends on in turn: for each range the best version
 * beside the artifact, each version once, in the order in which they are met.
 * @throws BpError where a store cannot be asked, or a document cannot be read
 */
export async function verifyClosure(input: ClosureInput): Promise<readonly DependencyReport[]> {
  const { root, open, charts } = input;
  const { target } = root.reference;
  const slash = target.path.lastIndexOf("/");
  const base = { ...target, path: slash === -1 ? "" : target.path.slice(0, slash) };
  const catalogue = storeCatalogue({ target: base, open, charts });
  const own = await catalogue.installable(target.path.slice(slash + 1), root.version);
  const seen = new Set<string>();
  const reports: DependencyReport[] = [];
  const waiting: Wanted[] = wantedBy(own);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const version = await bestVersion(catalogue, next);
    const key = `${next.name} ${version ?? next.range}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (version === undefined) {
      reports.push(missing(next, catalogue.name));
      continue;
    }
    const found = await catalogue.installable(next.name, version);
    const place = repositoryIn(base, found.chart);
    const reference = { target: place, tag: tagOf(version), digest: undefined };
    const { digest, checks } = await input.verify(reference);
    const ok = checks.every((check) => check.ok);
    const { name, range, by } = next;
    reports.push({ name, range, by, reference: formatReference(reference), digest, ok, checks });
    waiting.push(...wantedBy(found));
  }
  return reports;
}

function wantedBy({ name, depends }: Installable): Wanted[] {
  return depends.map((one) => ({ name: one.name, range: one.version ?? "*", by: name }));
}

async function bestVersion(
  catalogue: Catalogue,
  { name, range }: Wanted,
): Promise<string | undefined> {
  const versions = await catalogue.versions(name);
  return versions.find((version) => catalogue.admits(range, version));
}

function missing({ name, range, by }: Wanted, where: string): DependencyReport {
  const detail = `no version of ${name} in ${where} satisfies ${range}`;
  const check = { name: "dependency", ok: false, detail, ruleId: "BP802" };
  return { name, range, by, reference: null, digest: null, ok: false, checks: [check] };
}
