import { describe, expect, test } from "vitest";

import { parsePolicy } from "../../../src/app/verify/policy-file.ts";

const whole = `signers:
  - key: cosign.pub
  - identity: https://github.com/acme/charts/.github/workflows/release.yaml@refs/heads/main
    issuer: https://token.actions.githubusercontent.com
  - { identityRegexp: "https://github[.]com/acme/.*", issuerRegexp: "https://.*" }
trustedRoot: trusted_root.json
log: required
maxAge: 90d
attestations:
  - type: slsaprovenance1
    conditions:
      - predicate.runDetails.builder.id == "x"
  - type: https://acme.test/scan/v1
`;

describe("a policy file", () => {
  test("says who, what, how old and by which root", () => {
    const policy = parsePolicy(whole, "policy.yaml");
    expect(policy).toMatchObject({
      signers: [
        { key: "cosign.pub" },
        {
          identity: { exact: expect.stringContaining("release.yaml") },
          issuer: { exact: "https://token.actions.githubusercontent.com" },
        },
        {
          identity: { pattern: "https://github[.]com/acme/.*" },
          issuer: { pattern: "https://.*" },
        },
      ],
      trustedRoot: "trusted_root.json",
      log: "required",
      maxAge: 90 * 24 * 3_600_000,
      attestations: [
        { name: "slsaprovenance1", type: "https://slsa.dev/provenance/v1" },
        { name: "https://acme.test/scan/v1", type: "https://acme.test/scan/v1", conditions: [] },
      ],
    });
    const [condition] = policy.attestations[0]?.conditions ?? [];
    expect(condition?.broken({ runDetails: { builder: { id: "x" } } })).toBeUndefined();
    expect(condition?.broken({ runDetails: { builder: { id: "y" } } })).toBe("it is false");
  });

  test.each([
    ["", "policy.yaml: the policy is empty"],
    ["log: required\n", "policy.yaml:1:1: the policy names no signers"],
    ["signers: x\n", "policy.yaml:1:10: signers must be a list"],
    ["signers:\n  - key: a\n    issuer: b\n", "policy.yaml:2:5: a signer is a key, or"],
    ["signers:\n  - identity: a\n", "policy.yaml:2:5: a signer is a key, or"],
    ["signers:\n  - keys: a\n", "policy.yaml:2:5: unknown key keys; did you mean key?"],
    ["signers: [{ key: a }]\nlog: maybe\n", "policy.yaml:2:6: log must be required or optional"],
    ["signers: [{ key: a }]\nmaxAge: 0d\n", "policy.yaml:2:9: maxAge must be a number with m, h"],
    [
      "signers: [{ key: a }]\nmaxage: 9d\n",
      "policy.yaml:2:1: unknown key maxage; did you mean max",
    ],
    ["signers: [{ key: a }]\nattestations: [{}]\n", "policy.yaml:2:16: an attestation must name"],
    [
      "signers: [{ key: a }]\nattestations:\n  - type: vuln\n    conditions: [ predicate. ]\n",
      'policy.yaml:4:19: the condition "predicate." is no CEL',
    ],
    ["signers: [\n", "policy.yaml:"],
  ])("%j is refused with its place", (text, message) => {
    expect(() => parsePolicy(text, "policy.yaml")).toThrow(message);
  });
});
