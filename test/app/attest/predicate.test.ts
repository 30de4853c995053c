import { expect, test } from "vitest";

import { readPredicate } from "../../../src/app/attest/predicate.ts";

const vex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://acme.test/vex/1",
  author: "Acme",
  timestamp: "2026-01-02T03:04:05Z",
  version: 1,
  statements: [{ vulnerability: { name: "CVE-2026-1" }, status: "not_affected" }],
};

test.each([
  [vex, undefined, "https://openvex.dev/ns"],
  [vex, "openvex", "https://openvex.dev/ns"],
  [{ bomFormat: "CycloneDX" }, undefined, "https://cyclonedx.org/bom"],
  [{ spdxVersion: "SPDX-2.3" }, undefined, "https://spdx.dev/Document"],
  [{ scanner: {} }, "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"],
  [{ any: 1 }, "https://acme.test/v1", "https://acme.test/v1"],
])("%j as %s is %s", (content, asked, type) => {
  expect(readPredicate(JSON.stringify(content), "x.json", asked)).toEqual({ type, content });
});

test.each([
  ["[]", "vuln", "x.json is no JSON object"],
  ["nothing", "vuln", "x.json is no JSON object"],
  ["{}", undefined, "x.json does not show what it is"],
  ["{}", "vulns", 'unknown type "vulns"'],
  ["{}", "openvex", "it lacks @id, author, timestamp, version"],
  [JSON.stringify({ ...vex, statements: [] }), "openvex", "it lacks @context or statements"],
  [JSON.stringify({ ...vex, author: undefined }), undefined, "it lacks author"],
])("%s as %s: %s", (text, asked, message) => {
  expect(() => readPredicate(text, "x.json", asked)).toThrow(message);
});
