import { expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import { provenanceStatement, sbomStatement, signStatement } from "../../src/signing/index.ts";
import { bytes } from "./support.ts";

const subject = digestOf("a chart");
const about = `"subject":[{"digest":{"sha256":"${subject.slice(7)}"}}]`;
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

test("a signature is a statement with an empty predicate and a subject without a name", () => {
  const { predicateType, payload } = signStatement(subject);
  expect(predicateType).toBe("https://sigstore.dev/cosign/sign/v1");
  expect(text(payload)).toBe(
    `{"_type":"https://in-toto.io/Statement/v1",${about},"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}`,
  );
});

test("provenance is the predicate as it is", () => {
  const { predicateType, payload } = provenanceStatement(subject, { b: 1, a: [2] });
  expect(predicateType).toBe("https://slsa.dev/provenance/v1");
  expect(text(payload)).toContain(
    `${about},"predicateType":"${predicateType}","predicate":{"b":1,"a":[2]}}`,
  );
});

test("an SBOM is the whole document, under the type it is given", () => {
  const type = "https://cyclonedx.org/bom";
  const { predicateType, payload } = sbomStatement(
    subject,
    type,
    bytes('{\n "bomFormat": "CycloneDX" }\n'),
  );
  expect(predicateType).toBe(type);
  expect(text(payload)).toContain('"predicate":{"bomFormat":"CycloneDX"}}');
});

test("an SBOM that is no JSON is a bug of the caller", () => {
  expect(() => sbomStatement(subject, "https://spdx.dev/Document", bytes("<bom/>"))).toThrow(
    SyntaxError,
  );
});
