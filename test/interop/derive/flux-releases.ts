import { moduleFolder, requiredVersion } from "./go-modules.ts";

/** What a Flux release is made of; versions without their `v`. */
export interface FluxRelease {
  /** Its minor, as 2.4. */
  readonly flux: string;
  readonly helmController: string;
  readonly sourceController: string;
  readonly kustomizeController: string;
  /** The Helm inside its helm-controller. */
  readonly helm: string;
  /** The minor of fluxcd-community's chart flux2 that installs it (fluxcd-community/helm-charts, charts/flux2). */
  readonly chart?: string;
}

type Row = Pick<FluxRelease, "flux" | "chart"> & {
  /** The first patch whose Go module can be had. */
  readonly module: string;
  /** Where no module tells: as the release notes have it. */
  readonly told?: Partial<FluxRelease>;
};

/** helm-controller 1.0.1 is the oldest whose release API is v2. */
const rows: readonly Row[] = [
  { flux: "2.3", module: "2.3.0", chart: "2.13" },
  { flux: "2.4", module: "2.4.0", chart: "2.14", told: { helm: "3.16.1" } },
  { flux: "2.5", module: "2.5.0", chart: "2.15" },
  { flux: "2.6", module: "2.6.0", chart: "2.16" },
  { flux: "2.7", module: "2.7.0", chart: "2.17" },
  {
    flux: "2.8",
    module: "2.8.0",
    told: { helmController: "1.5.0", sourceController: "1.8.0", kustomizeController: "1.8.0" },
  },
  { flux: "2.9", module: "2.9.1" },
];

/** From the go.mod of flux2 and of the controllers. @throws Error where nobody tells a version */
export function fluxReleases(): Promise<readonly FluxRelease[]> {
  return Promise.all(rows.map((row) => releaseOf(row)));
}

async function releaseOf({ flux, chart, module, told = {} }: Row): Promise<FluxRelease> {
  const folder = await moduleFolder(`github.com/fluxcd/flux2/v2@v${module}`);
  const version = async (name: string, given: string | undefined): Promise<string> => {
    const api = `github.com/fluxcd/${name}-controller/api`;
    const found = folder === undefined ? undefined : await requiredVersion(folder, api);
    return must(found ?? given, `the version of ${name}-controller in Flux ${flux}`);
  };
  const helmController = await version("helm", told.helmController);
  const sourceController = await version("source", told.sourceController);
  const kustomizeController = await version("kustomize", told.kustomizeController);
  const places = [
    await moduleFolder(`github.com/fluxcd/helm-controller@v${helmController}`),
    folder,
    await moduleFolder(`github.com/fluxcd/source-controller@v${sourceController}`),
  ];
  const helm = must(told.helm ?? (await helmIn(places)), `the Helm of Flux ${flux}`);
  const made = { flux, helmController, sourceController, kustomizeController, helm };
  return chart === undefined ? made : { ...made, chart };
}

/** helm-controller's own go.mod tells; where it cannot be had, what is released with it and requires the same. */
async function helmIn(folders: readonly (string | undefined)[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (folder === undefined) continue;
    const found =
      (await requiredVersion(folder, "helm.sh/helm/v3")) ??
      (await requiredVersion(folder, "helm.sh/helm/v4"));
    if (found !== undefined) return found;
  }
  return undefined;
}

function must(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`nobody tells ${what}`);
  return value;
}
