import type { Declared, KubernetesMinor, Library, Overload } from "../overload.ts";
import { access } from "./access.ts";
import { arithmetic } from "./arithmetic.ts";
import { cidr } from "./cidr.ts";
import { comparison } from "./comparison.ts";
import { conversion } from "./conversion.ts";
import { format } from "./format.ts";
import { ip } from "./ip.ts";
import { lists } from "./lists.ts";
import { moreLists } from "./more-lists.ts";
import { moreOptionals, optionals } from "./optionals.ts";
import { quantity } from "./quantity.ts";
import { regex } from "./regex.ts";
import { semver } from "./semver.ts";
import { sets } from "./sets.ts";
import { size } from "./size.ts";
import { strings } from "./strings.ts";
import { time } from "./time.ts";
import { url } from "./url.ts";

/** Everything that a rule of a CRD may call; there is no authorizer there, and no cel.bind. */
const libraries: readonly Library[] = [
  access,
  arithmetic,
  comparison,
  conversion,
  size,
  strings,
  regex,
  lists,
  moreLists,
  sets,
  optionals,
  moreOptionals,
  time,
  url,
  ip,
  cidr,
  quantity,
  format,
  semver,
];

/** The functions of one version of Kubernetes. */
export interface Functions {
  readonly minor: KubernetesMinor;
  /** Every form of the function; none where this version has no function of that name. */
  named(name: string): readonly Overload[];
  /** The version that brings the function, where a later one does. */
  laterIn(name: string): KubernetesMinor | undefined;
}

interface Introduced {
  readonly since: KubernetesMinor;
  readonly declared: Declared;
}

const byName: ReadonlyMap<string, readonly Introduced[]> = Map.groupBy(
  libraries.flatMap(({ since, functions }) => functions.map((declared) => ({ since, declared }))),
  ({ declared }) => declared.name,
);

export function functionsOf(minor: KubernetesMinor): Functions {
  return {
    minor,
    named: (name) =>
      (byName.get(name) ?? [])
        .filter(({ since }) => since <= minor)
        .map(({ declared }) => declared.overload()),
    laterIn: (name) => byName.get(name)?.find(({ since }) => since > minor)?.since,
  };
}

/** The types that an expression may name, as in `type(self.port) == int`. */
export const typeNames: ReadonlySet<string> = new Set([
  "bool",
  "bytes",
  "double",
  "int",
  "list",
  "map",
  "null_type",
  "string",
  "type",
  "uint",
  "optional_type",
  "google.protobuf.Timestamp",
  "google.protobuf.Duration",
  "net.IP",
  "net.CIDR",
]);
