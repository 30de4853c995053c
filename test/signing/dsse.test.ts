import * as fc from "fast-check";
import { expect, test } from "vitest";

import { envelopeJson, preAuthEncoding } from "../../src/signing/dsse.ts";
import { readEnvelope } from "../../src/signing/read-envelope.ts";
import { bytes } from "./support.ts";

const text = (data: Uint8Array): string => new TextDecoder().decode(data);

test("what is signed is the example of the DSSE protocol", () => {
  expect(text(preAuthEncoding("http://example.com/HelloWorld", bytes("hello world")))).toBe(
    "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
  );
});

test("lengths count bytes, not characters", () => {
  expect(text(preAuthEncoding("ü", bytes("ö")))).toBe("DSSEv1 2 ü 2 ö");
});

test("an envelope is exactly this string, without a keyid", () => {
  const envelope = { payload: bytes("{}"), payloadType: "a/b", signature: Uint8Array.of(1, 2) };
  expect(JSON.stringify(envelopeJson(envelope))).toBe(
    '{"payload":"e30=","payloadType":"a/b","signatures":[{"sig":"AQI="}]}',
  );
});

test("an envelope is read back as it was written", () => {
  const some = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(some, some, (payload, signature) => {
      const written = JSON.stringify(
        envelopeJson({ payload, payloadType: "application/vnd.in-toto+json", signature }),
      );
      const read = readEnvelope(bytes(written));
      expect([...read.payload]).toEqual([...payload]);
      expect([...read.signature]).toEqual([...signature]);
    }),
  );
});
