import { issuer, workflow } from "../../../support/sigstore.ts";
import type { Case } from "./case.ts";
import { bundleFails, nothingHolds } from "./case.ts";
import { reattach, resign, resignSimple } from "./edits.ts";
import type { KeylessScene } from "./scene.ts";
import { identityOf } from "./trusting.ts";

type KeylessCase = Case<KeylessScene>;

const identities: readonly KeylessCase[] = [
  {
    kind: "wrong identity",
    what: "a bundle by somebody else",
    tamper: ({ a }, { stranger }) => resign(a, "signature", stranger),
    fails: bundleFails(),
    says: /: the identity is https:\/\/github.com\/eve\/charts, not /u,
  },
  {
    kind: "wrong identity",
    what: "a .sig by somebody else",
    tamper: ({ a, subject }, { stranger }) => resignSimple(a, stranger, subject),
    fails: ["signature-legacy"],
    says: /: the identity is https:\/\/github.com\/eve\/charts, not /u,
  },
  {
    kind: "wrong identity",
    what: "an .att by somebody else",
    tamper: ({ a }, { stranger }) => reattach(a, "provenance", stranger),
    fails: ["provenance-legacy"],
    says: /: the identity is https:\/\/github.com\/eve\/charts, not /u,
  },
  {
    kind: "wrong identity",
    what: "a policy for somebody else",
    policy: identityOf({ identity: { exact: "https://github.com/eve/charts" } }),
    fails: nothingHolds,
    says: /: the identity is .*, not https:\/\/github.com\/eve\/charts/u,
  },
  {
    kind: "wrong issuer",
    what: "a bundle for the same name by another issuer",
    tamper: async ({ a }, { as }) => resign(a, "signature", await as({ iss: "https://evil.test" })),
    fails: bundleFails(),
    says: /: the issuer is https:\/\/evil.test, not /u,
  },
  {
    kind: "wrong issuer",
    what: "a .sig for the same name by another issuer",
    tamper: async ({ a, subject }, { as }) =>
      resignSimple(a, await as({ iss: "https://evil.test" }), subject),
    fails: ["signature-legacy"],
    says: /: the issuer is https:\/\/evil.test, not /u,
  },
  {
    kind: "wrong issuer",
    what: "a policy for another issuer",
    policy: identityOf({ issuer: { exact: "https://token.actions.githubusercontent.com" } }),
    fails: nothingHolds,
    says: /: the issuer is https:\/\/issuer.test, not /u,
  },
];

const substrings: readonly KeylessCase[] = [
  {
    kind: "substring identity",
    what: "a name that begins with ours",
    tamper: async ({ a }, { as }) => resign(a, "signature", await as({ sub: `${workflow}-evil` })),
    fails: bundleFails(),
    says: /: the identity is .*-evil, not /u,
  },
  {
    kind: "substring identity",
    what: "a name that holds ours",
    tamper: async ({ a }, { as }) =>
      resign(a, "signature", await as({ sub: `https://evil.test/?x=${workflow}` })),
    fails: bundleFails(),
    says: /: the identity is https:\/\/evil.test/u,
  },
  {
    kind: "substring identity",
    what: "an issuer that begins with ours",
    tamper: async ({ a }, { as }) =>
      resign(a, "signature", await as({ iss: `${issuer}.evil.test` })),
    fails: bundleFails(),
    says: /: the issuer is https:\/\/issuer.test.evil.test, not /u,
  },
  {
    kind: "substring identity",
    what: "a policy for a part of the name",
    policy: identityOf({ identity: { exact: workflow.slice(0, -1) } }),
    fails: nothingHolds,
    says: /: the identity is .*, not /u,
  },
  {
    kind: "substring identity",
    what: "an expression that matches a part",
    policy: identityOf({ identity: { pattern: "github[.]com/acme" } }),
    fails: nothingHolds,
    says: /: the identity is .*, not \/github/u,
  },
];

export const identityCases: readonly KeylessCase[] = [...identities, ...substrings];
