import { Option } from "commander";

import type { KitSyncReport } from "../../app/kit/sync.ts";

export type Part = KitSyncReport["open"][number]["part"];

/** What follows from the rest of the tree, and is always written. */
export const derivedParts: readonly Part[] = ["files", "generated"];

/** What is written where it is asked for. */
export const syncOptions: readonly {
  readonly part: Part;
  /** As commander has it. */
  readonly name: string;
  readonly flag: string;
  readonly summary: string;
}[] = [
  {
    part: "pins",
    name: "pins",
    flag: "--pins",
    summary: "pins become their charts' versions",
  },
  {
    part: "edges",
    name: "edges",
    flag: "--edges",
    summary: "releases wait for what the expected graph says",
  },
  {
    part: "expected",
    name: "expected",
    flag: "--expected",
    summary: "the expected graph becomes what the releases are",
  },
  {
    part: "depends",
    name: "blueprintDepends",
    flag: "--blueprint-depends",
    summary: "blueprints depend on what their releases wait for",
  },
  {
    part: "template",
    name: "template",
    flag: "--template",
    summary: "a cluster's kit takes over what _template has otherwise",
  },
];

export function kitSyncOptions(): readonly Option[] {
  return [
    ...syncOptions.map(({ flag, summary }) => new Option(flag, summary)),
    new Option("--check", "write nothing; exit code 1 where something would be written"),
    new Option("--dry-run", "write nothing; print the diff"),
  ];
}

/** The option with which a part is asked for. */
export function optionOf(part: Part): string {
  if (part === "expected" || part === "edges") return "--edges, or --expected";
  return syncOptions.find((one) => one.part === part)?.flag ?? part;
}
