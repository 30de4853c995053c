import { describe, expect, test } from "vitest";

import { defaultConfig, parseConfig } from "../../src/app/config.ts";
import { isBpError } from "../../src/model/error.ts";

const file = "bp.config.yaml";

function refusal(text: string): string {
  try {
    parseConfig(text, file);
  } catch (error) {
    if (isBpError(error, "CONFIG")) return error.message;
    throw error;
  }
  return "accepted";
}

describe("bp.config.yaml", () => {
  test("changes what it names and nothing else", () => {
    const text = `
roots: [charts]
registry: ghcr.io/acme/charts
workspaceDependencies: false
names:
  exceptions: { charts/x: the-x }
signing: { key: "env://KEY" }
verify: { key: cosign.pub }
`;
    expect(parseConfig(text, file)).toEqual({
      ...defaultConfig,
      roots: ["charts"],
      registry: "ghcr.io/acme/charts",
      workspaceDependencies: false,
      nameExceptions: new Map([...defaultConfig.nameExceptions, ["charts/x", "the-x"]]),
      signing: { ...defaultConfig.signing, key: "env://KEY" },
      verify: { ...defaultConfig.verify, key: "cosign.pub" },
    });
  });

  test("may name services of one's own, and an identity with who vouches for it", () => {
    const text = `
signing: { fulcio: https://fulcio.acme.test, timestamp: https://tsa.acme.test, trustedRoot: root.json }
verify: { identityRegexp: "https://git.acme.test/.*", issuer: https://git.acme.test, trustedRoot: root.json }
`;
    expect(parseConfig(text, file)).toEqual({
      ...defaultConfig,
      signing: {
        ...defaultConfig.signing,
        fulcio: "https://fulcio.acme.test",
        timestamp: "https://tsa.acme.test",
        trustedRoot: "root.json",
      },
      verify: {
        key: undefined,
        identity: {
          identity: { pattern: "https://git.acme.test/.*" },
          issuer: { exact: "https://git.acme.test" },
        },
        trustedRoot: "root.json",
      },
    });
  });

  test.each(["", "# nothing yet\n", "---\n"])("may be empty: %j", (text) => {
    expect(parseConfig(text, file)).toEqual(defaultConfig);
  });

  test.each([
    ["rots: [a]", "bp.config.yaml:1:1: unknown key rots; did you mean roots?"],
    ["roots: [a]\nsining: {}", "bp.config.yaml:2:1: unknown key sining; did you mean signing?"],
    ["signing: { key: a, kye: b }", "bp.config.yaml:1:20: unknown key kye; did you mean key?"],
    ["verify: { identities: a }", /:1:11: unknown key identities; did you mean identity\?/u],
    ["verify: { identity: a }", /:1:9: verify names an identity and the issuer/u],
    ["verify: { identity: a, issuer: b, key: c }", /:1:9: verify names a key or an identity/u],
    ["names: { prefix: x }", "bp.config.yaml:1:10: unknown key prefix; known are exceptions"],
    ["constructor: x", /^bp\.config\.yaml:1:1: unknown key constructor; known are roots, /u],
    ["roots: platform", "bp.config.yaml:1:8: roots must be a list of texts"],
    ["roots: [1]", "bp.config.yaml:1:8: roots must be a list of texts"],
    ["registry: 5", "bp.config.yaml:1:11: registry must be a text"],
    ["registry: ''", "bp.config.yaml:1:11: registry must be a text"],
    ["workspaceDependencies: maybe", /workspaceDependencies must be true or false/u],
    ["signing: cosign.key", /signing must hold key, fulcio/u],
    ["signing: {}", /signing must hold key/u],
    ["names: { exceptions: [a] }", /names must hold exceptions/u],
    ["names: { exceptions: { a: 1 } }", /names must name a chart for each folder/u],
    ["- roots", "bp.config.yaml:1:1: the configuration must be a mapping"],
    ["roots: [a", /^bp\.config\.yaml:\d+:\d+: /u],
    ["roots: [a]\nroots: [b]", /^bp\.config\.yaml:2:1: /u],
  ])("refuses %j with its place", (text, message) => {
    expect(refusal(text)).toMatch(message);
  });
});
