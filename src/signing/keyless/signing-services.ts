import { ServiceSelector, SigningConfig } from "@sigstore/protobuf-specs";
import type { Service, ServiceConfiguration } from "@sigstore/protobuf-specs";

import { BpError } from "../../model/error.ts";
import { byCodeUnit } from "../../model/order.ts";
import { reasonOf } from "../refusal.ts";

/** A transparency log, and which of Rekor's two APIs it has. */
export interface LogService {
  readonly url: string;
  readonly version: 1 | 2;
}

/** Who certifies, logs and stamps what is signed by identity. */
export interface SigningServices {
  readonly fulcio: string;
  /** All of them must testify. */
  readonly logs: readonly LogService[];
  /** Timestamp authorities; all of them must testify. */
  readonly timestamps: readonly string[];
  /** Who vouches for people; undefined where it is not said. */
  readonly oidc?: string | undefined;
}

const mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";

/**
 * The services that a signing config chooses at a time (protobuf-specs, sigstore_trustroot.proto, SigningConfig).
 * @param config its JSON
 * @throws BpError USAGE for what is none, and where it names too few services that are valid and known here
 */
export function servicesIn(config: unknown, now: Date): SigningServices {
  const read = parse(config);
  const choose = chooser(now);
  const [fulcio] = choose(read.caUrls, [1], { selector: ServiceSelector.ANY, count: 0 });
  if (fulcio === undefined) throw unfit("it names no certificate authority that is valid now");
  const logs = choose(read.rekorTlogUrls, [2, 1], read.rekorTlogConfig);
  const timestamps = choose(read.tsaUrls, [1], read.tsaConfig);
  const [oidc] = choose(read.oidcUrls, [1], { selector: ServiceSelector.ANY, count: 0 });
  return {
    ...(oidc === undefined ? {} : { oidc: oidc.url }),
    fulcio: fulcio.url,
    logs: logs.map(({ url, majorApiVersion }) => ({
      url,
      version: majorApiVersion === 2 ? 2 : 1,
    })),
    timestamps: timestamps.map(({ url }) => url),
  };
}

function parse(config: unknown): SigningConfig {
  let read: SigningConfig;
  try {
    read = SigningConfig.fromJSON(config);
  } catch (cause) {
    throw unfit(reasonOf(cause));
  }
  if (read.mediaType !== mediaType) throw unfit(`it is not of the type ${mediaType}`);
  return read;
}

type Choose = (
  services: readonly Service[],
  versions: readonly number[],
  how: ServiceConfiguration | undefined,
) => readonly Service[];

/** Of the highest version that is known and valid, one of each operator, the newest; then as many as are asked for. */
function chooser(now: Date): Choose {
  return (services, versions, how) => {
    const valid = services.filter((one) => isValid(one, now));
    const version = versions.find((one) => valid.some((each) => each.majorApiVersion === one));
    const newest = valid
      .filter(({ majorApiVersion }) => majorApiVersion === version)
      .toSorted((a, b) => startOf(b) - startOf(a) || byCodeUnit(a.url, b.url));
    const operators = new Map(newest.toReversed().map((one) => [one.operator, one]));
    const distinct = newest.filter((one) => operators.get(one.operator) === one);
    return selected(distinct, services.length > 0, how);
  };
}

function selected(
  found: readonly Service[],
  isAsked: boolean,
  how: ServiceConfiguration | undefined,
): readonly Service[] {
  if (!isAsked) return [];
  const { selector = ServiceSelector.ANY, count = 0 } = how ?? {};
  const wanted = selector === ServiceSelector.EXACT ? count : 1;
  if (found.length < wanted || wanted === 0)
    throw unfit(`it asks for ${wanted} of a kind of service, and ${found.length} are valid now`);
  return selector === ServiceSelector.ALL ? found : found.slice(0, wanted);
}

function isValid({ validFor }: Service, now: Date): boolean {
  const { start, end } = validFor ?? {};
  return (start === undefined || start <= now) && (end === undefined || now <= end);
}

function startOf({ validFor }: Service): number {
  return validFor?.start?.getTime() ?? 0;
}

function unfit(why: string): BpError {
  return new BpError("USAGE", `the signing config cannot be used: ${why}`, {
    hint: "give a signing_config.v0.2.json, as `cosign signing-config create` writes it",
  });
}
