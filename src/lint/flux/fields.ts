import { fieldTable } from "./field-table.ts";
import { fluxReleases } from "./release-table.ts";

/** A field of one of Flux's objects, and what may be written below it. */
export interface FluxField {
  /** The Flux minors that have it, in order. */
  readonly releases: readonly string[];
  /** Anything may stand below it. */
  readonly isFree: boolean;
  readonly fields: ReadonlyMap<string, FluxField>;
}

const minors: readonly string[] = fluxReleases.map(({ flux }) => flux);
const known = new Map<string, FluxField>();

/** What may be written in the `spec` of an object, as `helm.toolkit.fluxcd.io/v2 HelmRelease`; undefined: no such API. */
export function fluxSpec(api: string): FluxField | undefined {
  const text = Object.hasOwn(fieldTable, api) ? fieldTable[api] : undefined;
  const before = known.get(api);
  if (text === undefined || before !== undefined) return before;
  const spec = new Reader(text).spec();
  known.set(api, spec);
  return spec;
}

/** The apiVersions under which the Flux minor serves a kind of the group, oldest first. */
export function servedVersions(group: string, kind: string, flux: string): readonly string[] {
  const apis = Object.keys(fieldTable).filter(
    (api) => api.startsWith(`${group}/`) && api.endsWith(` ${kind}`),
  );
  const served = apis.filter((api) => fluxSpec(api)?.releases.includes(flux));
  return served.map((api) => api.slice(0, api.indexOf(" "))).toSorted(byAge);
}

/** v1beta1 is older than v1beta2, and that than v1. */
function byAge(a: string, b: string): number {
  return Number(b.includes("beta")) - Number(a.includes("beta")) || (a < b ? -1 : 1);
}

const token = /([\w$-]+)(\*?)(?:@([\d.,-]+))?|[{}]/gu;

/** Reads the table's notation. */
class Reader {
  readonly #tokens: readonly RegExpExecArray[];
  #next = 0;

  constructor(text: string) {
    const [, releases = "", fields = ""] = /^\s*(\S+)([^]*)$/u.exec(text) ?? [];
    this.#releases = spansOf(releases);
    this.#tokens = [...fields.matchAll(token)];
  }

  readonly #releases: readonly string[];

  spec(): FluxField {
    const releases = this.#releases;
    return { releases, isFree: false, fields: this.#fields(releases) };
  }

  #fields(around: readonly string[]): ReadonlyMap<string, FluxField> {
    const fields = new Map<string, FluxField>();
    for (;;) {
      const [whole, name, free, spans] = this.#tokens[this.#next] ?? [];
      this.#next += 1;
      if (whole === undefined || whole === "}" || name === undefined) return fields;
      const releases = spans === undefined ? around : spansOf(spans);
      const below = this.#tokens[this.#next]?.[0] === "{";
      if (below) this.#next += 1;
      const inner = below ? this.#fields(releases) : new Map<string, FluxField>();
      fields.set(name, { releases, isFree: free === "*", fields: inner });
    }
  }
}

/** The minors of `2.4`, `2.4-2.6` or `2.3,2.5-2.6`. */
function spansOf(text: string): readonly string[] {
  return text.split(",").flatMap((span) => {
    const [first = "", last = first] = span.split("-");
    return minors.slice(minors.indexOf(first), minors.indexOf(last) + 1);
  });
}
