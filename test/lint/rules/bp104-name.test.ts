import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/cert-manager/blueprint.yaml";

function named(name: string, title: string): Record<string, string> {
  const blueprint = blueprintText("x", "")
    .replace("bp-x", name)
    .replace("title: x", `title: ${title}`);
  return unit("cert-manager", { blueprint });
}

test.each([
  ["bp-cert-manager", "cert-manager"],
  ["cert-manager", "Cert  Manager"],
  ["bp-cert-manager", "cert/manager."],
  ["bp-cert-manager", "(*)"],
  ["bp-cert-manager", "bp-cert-manager"],
])("%s with the title %j is in order", async (name, title) => {
  expect(await say("BP104", named(name, JSON.stringify(title)))).toEqual([]);
});

test("a name of its own", async () => {
  const { findings } = await lintFiles(named("bp-tls", "TLS"));
  expect(findings).toMatchObject([
    {
      ruleId: "BP104",
      severity: "info",
      file,
      line: 4,
      column: 9,
      pointer: "/metadata/name",
      message: "the blueprint in platform/cert-manager is called bp-tls, not bp-cert-manager",
    },
  ]);
});

test("a name that no blueprint can have", async () => {
  expect(await say("BP104", named("Cert_Manager", "cert-manager"))).toEqual([
    `${file}:4:9 "Cert_Manager" is no blueprint name: lower-case letters, digits and dashes, with or without bp-`,
  ]);
});

test("a title that reads as another name", async () => {
  expect(await say("BP104", named("bp-cert-manager", "Certificates"))).toEqual([
    `${file}:8:12 the title "Certificates" reads as certificates, the blueprint is called bp-cert-manager`,
  ]);
});

test("a configured exception is a name too", async () => {
  const nameExceptions = new Map([["platform/cert-manager", "bp-tls"]]);
  expect(await say("BP104", named("bp-tls", "tls"), { nameExceptions })).toEqual([]);
});
