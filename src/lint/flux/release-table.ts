// Written by test/interop/derive-tables.ts from the Go modules of Helm, sprig and Flux; a test there says whether it is
// current.

/** Flux by minor, its helm-controller, the Helm inside that, and the minor of the chart flux2 that installs it. */
export const fluxReleases: readonly {
  readonly flux: string;
  readonly helmController: string;
  readonly helm: string;
  readonly chart?: string;
}[] = [
  { flux: "2.3", helmController: "1.0.1", helm: "3.14.4", chart: "2.13" },
  { flux: "2.4", helmController: "1.1.0", helm: "3.16.1", chart: "2.14" },
  { flux: "2.5", helmController: "1.2.0", helm: "3.17.0", chart: "2.15" },
  { flux: "2.6", helmController: "1.3.0", helm: "3.17.3", chart: "2.16" },
  { flux: "2.7", helmController: "1.4.0", helm: "3.19.0", chart: "2.17" },
  { flux: "2.8", helmController: "1.5.0", helm: "4.1.1" },
  { flux: "2.9", helmController: "1.6.2", helm: "4.2.2" },
];
