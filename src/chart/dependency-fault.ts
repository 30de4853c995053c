import type { ChartDependency, ChartMetadata, VendoredChart } from "../model/chart.ts";
import type { Location } from "../model/location.ts";
import { redact } from "../model/redact.ts";

export type DependencyFaultKind =
  | "not-vendored"
  | "version-mismatch"
  | "bad-range"
  | "not-found"
  | "outside-root"
  | "cycle";

/** Why a declared dependency cannot be packaged. */
export interface DependencyFault {
  readonly dependency: ChartDependency;
  readonly kind: DependencyFaultKind;
  /** One sentence that names chart, version and repository. */
  readonly message: string;
  /** What to do about it, one line. */
  readonly help: string;
  /** Where the dependency is declared. */
  readonly at: Location;
}

interface Named {
  readonly folder: string;
  readonly metadata: ChartMetadata;
}

/** The faults, one function a kind of message. */
export const dependencyFault = {
  notVendored: (dependency: ChartDependency, folder: string): DependencyFault =>
    make(dependency, "not-vendored", {
      message: `${described(dependency)} is not vendored: ${folder}/charts/ does not hold it`,
      help: "run `bp vendor`, or put the chart into charts/",
    }),

  otherVendored: (dependency: ChartDependency, found: VendoredChart): DependencyFault =>
    make(dependency, "version-mismatch", {
      message: `${described(dependency)} is not vendored in that version: ${found.path} is ${found.version}`,
      help: `put a version that satisfies ${dependency.version} into charts/, or change the range`,
    }),

  otherInWorkspace: (dependency: ChartDependency, found: Named): DependencyFault =>
    make(dependency, "version-mismatch", {
      message: `${described(dependency)} is wanted, ${found.folder} is ${found.metadata.version}`,
      help: `change the range so that ${found.metadata.version} satisfies it, or vendor the chart in charts/`,
    }),

  badRange: (dependency: ChartDependency): DependencyFault =>
    make(dependency, "bad-range", {
      message: `${described(dependency)}: Helm cannot read the version range`,
      help: "write an exact version, or a range as ^1.2.0 or >=1.2.0 <2.0.0",
    }),

  outside: (dependency: ChartDependency): DependencyFault =>
    make(dependency, "outside-root", {
      message: `${described(dependency)} lies outside the workspace`,
      help: "name a folder of the workspace relative to the chart, as file://../other/chart",
    }),

  noSuchFile: (dependency: ChartDependency, found: Named | undefined): DependencyFault =>
    make(dependency, "not-found", {
      message:
        found === undefined
          ? `${described(dependency)} is not there: the folder holds no Chart.yaml`
          : `${described(dependency)} is not there: ${found.folder} holds ${found.metadata.name}`,
      help: "the path is relative to the folder of Chart.yaml, and names the chart's folder",
    }),

  cycle: (dependency: ChartDependency, folders: readonly string[]): DependencyFault =>
    make(dependency, "cycle", {
      message: `charts embed each other in a circle: ${folders.join(" → ")}`,
      help: "take one of the dependencies out",
    }),
};

function make(
  dependency: ChartDependency,
  kind: DependencyFaultKind,
  said: { readonly message: string; readonly help: string },
): DependencyFault {
  return { dependency, kind, ...said, at: dependency.at };
}

function described({ name, version, repository }: ChartDependency): string {
  const range = version === "" ? "" : ` ${version}`;
  return `${name}${range}${repository === "" ? "" : ` from ${redact(repository)}`}`;
}
