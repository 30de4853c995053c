import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import type { ReferrerManifest } from "./referrer-manifest.ts";
import { referrerManifest } from "./referrer-manifest.ts";

/** A scalar of a text and what takes its place. */
export interface ScalarReplacement {
  readonly text: string;
  /** Offsets in UTF-16 code units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The scalar's new value, unquoted. */
  readonly replacement: string;
}

const plain = /^[A-Za-z][\w.-]*$/u;
const typedWords = /^(?:y|n|yes|no|on|off|true|false|null)$/iu;

/**
 * The published form of a blueprint.yaml (design §4): the file's own bytes with one scalar replaced, which is
 * spec.manifests.chart. The quotes it had are kept.
 * @throws RangeError where the offsets do not lie in the text
 */
export function publishedBlueprint(input: ScalarReplacement): Uint8Array {
  const { text, start, end, replacement } = input;
  if (start < 0 || end < start || end > text.length) {
    throw new RangeError(`no scalar at ${start} to ${end} of ${text.length}`);
  }
  const scalar = written(text.slice(start, end), replacement);
  return new TextEncoder().encode(text.slice(0, start) + scalar + text.slice(end));
}

function written(before: string, value: string): string {
  if (before.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  const bare = plain.test(value) && !typedWords.test(value) && !before.startsWith('"');
  const scalar = bare ? value : JSON.stringify(value);
  return /^[|>]/u.test(before) && before.endsWith("\n") ? `${scalar}\n` : scalar;
}

export interface BlueprintReferrerInput {
  /** The published form. */
  readonly document: Uint8Array;
  readonly subject: Descriptor;
}

/** Carries the published blueprint.yaml beside its chart. */
export function blueprintReferrer(input: BlueprintReferrerInput): ReferrerManifest {
  return referrerManifest({
    artifactType: mediaType.blueprint,
    layer: {
      ...descriptorOf(mediaType.blueprint, input.document),
      annotations: { [annotation.title]: "blueprint.yaml" },
    },
    subject: input.subject,
    annotations: {},
  });
}
