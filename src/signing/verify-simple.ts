import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { annotation } from "../model/media-type.ts";
import { base64Of } from "./read-envelope.ts";
import { readJson, refuse } from "./refusal.ts";
import { simpleSigningType } from "./simple-signing.ts";
import { isRecord } from "./strict-json.ts";
import type { Trust } from "./trust.ts";

/** What a `.sig` holds of one signature. */
export interface SimpleSigningLayer {
  readonly payload: Uint8Array;
  readonly layer: Descriptor;
}

/**
 * Checks a `.sig` layer against a subject and whom is trusted to sign it. The repository in the payload is not compared: copies of an
 * artifact keep their signatures.
 * @throws BpError VERIFICATION with the reason
 */
export function verifySimple(
  { payload, layer }: SimpleSigningLayer,
  subject: Digest,
  trust: Trust,
): void {
  const annotations = layer.annotations ?? {};
  const signature = base64Of(annotations[annotation.cosignSignature], "signature");
  trust.layer({ signature, annotations, signed: { $case: "payload", payload } });
  const critical = readJson(payload, "payload")["critical"];
  if (!isRecord(critical) || critical["type"] !== simpleSigningType) {
    return refuse("the payload is not a cosign signature");
  }
  const image = critical["image"];
  const digest = isRecord(image) ? image["docker-manifest-digest"] : undefined;
  if (digest !== subject) refuse(`the payload is about ${String(digest)}, not about this artifact`);
}
