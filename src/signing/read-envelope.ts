import { mediaType } from "../model/media-type.ts";
import type { Envelope } from "./dsse.ts";
import { readJson, refuse } from "./refusal.ts";
import type { Shape } from "./strict-json.ts";
import { isRecord, misfit } from "./strict-json.ts";

/** The JSON of a DSSE envelope: nothing else may stand in it. */
export const envelopeShape: Shape = {
  payload: true,
  payloadType: true,
  signatures: [{ keyid: true, sig: true }],
};

/** Reads the blob of an `.att` layer. @throws BpError VERIFICATION where it is not one envelope with one signature */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const json = readJson(bytes, "envelope");
  const problem = misfit(json, envelopeShape);
  if (problem !== undefined) refuse(`the envelope cannot be read: ${problem}`);
  return envelopeOf(json);
}

/**
 * The envelope of JSON that has the shape. A keyid is refused: Go's verifier passes over a signature whose keyid is not
 * the one it derives itself, so what verified here would not verify there (interop §2.4).
 * @throws BpError VERIFICATION
 */
export function envelopeOf(json: Readonly<Record<string, unknown>>): Envelope {
  const { payload, payloadType, signatures } = json;
  const list: readonly unknown[] = Array.isArray(signatures) ? signatures : [];
  const [only] = list;
  if (list.length !== 1 || !isRecord(only)) return refuse("the envelope has not one signature");
  if ((only["keyid"] ?? "") !== "") refuse("the envelope's signature has a keyid");
  if (payloadType !== mediaType.inToto)
    return refuse(
      `the envelope's payload is ${JSON.stringify(payloadType ?? null)}, not ${mediaType.inToto}`,
    );
  return {
    payload: base64Of(payload, "payload"),
    payloadType,
    signature: base64Of(only["sig"], "signature"),
  };
}

/** @throws BpError VERIFICATION where the text is not base64 exactly as an encoder writes it */
export function base64Of(value: unknown, what: string): Uint8Array {
  const bytes = typeof value === "string" ? Buffer.from(value, "base64") : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.toString("base64") !== value) refuse(`the ${what} is not base64`);
  return bytes;
}
