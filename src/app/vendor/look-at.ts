import { accepts } from "../../chart/index.ts";
import type { Chart, ChartDependency } from "../../model/chart.ts";
import type { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { parseHelmVersion } from "../../model/helm-version.ts";
import { emptyLock } from "../../model/lock.ts";
import { redact } from "../../model/redact.ts";
import type { Source } from "../packaging.ts";
import { attempt } from "./attempt.ts";
import { choose, isExact } from "./choose.ts";
import type { DeclaredChart } from "./declared.ts";
import { readDeclared } from "./declared.ts";
import { notThere } from "./fault.ts";
import type { Level } from "./level.ts";
import { newestWithin, stepBetween } from "./level.ts";
import { localOf } from "./local.ts";
import { ChartLocks } from "./locked.ts";
import type { OutdatedDependency } from "./outdated.ts";
import type { Offer, Offers } from "./upstream.ts";
import type { Upstreams } from "./upstreams.ts";

/** What a look at one chart's upstreams told. */
export interface Seen {
  readonly dependencies: readonly OutdatedDependency[];
  readonly findings: readonly Finding[];
  readonly errors: readonly BpError[];
}

/** What the upstreams of a chart offer; a dependency whose repository does not answer keeps none of the others back. */
export async function lookAt(chart: Chart, source: Source, upstreams: Upstreams): Promise<Seen> {
  const declared = await readDeclared(source.tree, chart);
  const requested = await upstreams.requested(declared.dependencies);
  const locks = new ChartLocks(declared, source.workspace.lock ?? emptyLock, requested);
  const remote = declared.dependencies.filter((one) => isRemote(one, declared, source));
  const looks = await Promise.all(
    remote.map(async (dependency) =>
      attempt(async () => {
        const place = await upstreams.place(dependency);
        const offers = await upstreams.offers(place);
        const { versions } = offers;
        const known = versions.some(({ version }) => accepts(dependency, version));
        return {
          dependency: compare(declared, dependency, {
            offers,
            current: currentOf(dependency, locks),
          }),
          findings: known ? [] : notThere(dependency, place, offers).findings,
        };
      }),
    ),
  );
  return {
    dependencies: looks.flatMap(({ value }) => value?.dependency ?? []),
    findings: looks.flatMap(({ value, findings }) => [...(value?.findings ?? []), ...findings]),
    errors: looks.flatMap(({ errors }) => errors),
  };
}

function isRemote(dependency: ChartDependency, declared: DeclaredChart, source: Source): boolean {
  const { repository } = dependency;
  if (repository === "" || repository.startsWith("file://")) return false;
  return localOf(dependency, declared, source) === undefined;
}

function currentOf(dependency: ChartDependency, locks: ChartLocks): string | undefined {
  const { version } = dependency;
  return locks.versionOf(dependency)?.version ?? (isExact(version) ? version : undefined);
}

function compare(
  { folder, metadata }: DeclaredChart,
  dependency: ChartDependency,
  { offers, current }: { readonly offers: Offers; readonly current: string | undefined },
): OutdatedDependency {
  const { versions } = offers;
  const wanted = choose(dependency, versions)?.version;
  return {
    chart: metadata.name,
    folder,
    name: dependency.name,
    alias: dependency.alias,
    repository: redact(dependency.repository),
    range: dependency.version,
    current: current ?? null,
    wanted: wanted ?? null,
    ...newer(versions, current ?? wanted),
    deprecated: versions[0]?.deprecated === true,
  };
}

type Newer = Pick<OutdatedDependency, "latest" | "step" | "patch" | "minor" | "major">;

function newer(versions: readonly Offer[], from: string | undefined): Newer {
  if (from === undefined) {
    const stable = versions.find(({ version }) => parseHelmVersion(version)?.prerelease === "");
    const latest = stable?.version ?? null;
    return { latest, step: null, patch: null, minor: null, major: null };
  }
  const within = (level: Level): string | null =>
    newestWithin(versions, from, level)?.version ?? null;
  const [patch, minor, major] = [within("patch"), within("minor"), within("major")];
  const step = major === null ? undefined : stepBetween(from, major);
  return { latest: major ?? from, step: step ?? null, patch, minor, major };
}
