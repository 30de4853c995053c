import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function host(template: string): Record<string, string> {
  const line = `    - {name: api, hostnameTemplate: ${JSON.stringify(template)}}\n`;
  return unit("a", { spec: `  endpoints:\n${line}` });
}

test.each([
  "api.{{.OrgDomain}}",
  "{{ .AppName }}.{{.SovereignFQDN}}",
  "{{.AppName}}-{{.OrgSlug}}.example.org",
  "*.apps.{{.OrgDomain}}",
  "localhost",
])("%s is a host", async (template) => {
  expect(await say("BP112", host(template))).toEqual([]);
});

test.each([
  ["https://api.{{.OrgDomain}}", "is a URL: a host name has no scheme"],
  ["api.{{.OrgDomain}}/v1", "is no host name: it has no path, port or user"],
  ["api.{{.OrgDomain}}:8443", "is no host name: it has no path, port or user"],
  ["api .{{.OrgDomain}}", "holds a space, which no host name has"],
  ["api.{.OrgDomain}", "holds a brace that belongs to no token"],
  [
    "api-{{.InstanceID}}.{{.OrgDomain}}",
    "uses {{.InstanceID}}, which the platform has never filled in",
  ],
  [
    "{{.Domain}}",
    "uses {{.Domain}}, and the platform fills in {{.SovereignFQDN}}, {{.OrgSlug}}, {{.AppName}}, {{.OrgDomain}} alone",
  ],
  ["api.{{OrgDomain}}", "writes {{OrgDomain}} without the dot: {{.OrgDomain}}"],
  [
    "api.{{.OrgSlug}}.{{.SovereignFQDN}}",
    "is a host of one organisation, for which neither DNS nor a certificate is made: write {{.OrgDomain}}",
  ],
])("%s is none", async (template, fault) => {
  expect(await say("BP112", host(template))).toEqual([
    `${file}:12:37 ${JSON.stringify(template)} ${fault}`,
  ]);
});

test.each(["Api", "a", "1a", "a-", "a".repeat(33)])("%s is no endpoint's name", async (name) => {
  const spec = `  endpoints:\n    - {name: ${name}, hostnameTemplate: a.b}\n`;
  const { findings } = await lintFiles(unit("a", { spec }));
  expect(findings).toMatchObject([
    { ruleId: "BP112", severity: "error", line: 12, column: 14, pointer: "/spec/endpoints/0/name" },
  ]);
});

test("one endpoint is opened by default, not two", async () => {
  const one = "    - {name: aa, hostnameTemplate: a.b, launchDefault: true}\n";
  const two = one.replace("aa", "bb");
  const other = "    - {name: cc, hostnameTemplate: a.b, launchDefault: false}\n";
  expect(await say("BP112", unit("a", { spec: `  endpoints:\n${one}${other}` }))).toEqual([]);
  expect(await say("BP112", unit("a", { spec: `  endpoints:\n${one}${other}${two}` }))).toEqual([
    `${file}:14:56 a second endpoint is opened by default, beside that on line 12`,
  ]);
});

test.each(["sovereign", '"{{.OrgSlug}}"'])("%s is a realm", async (realm) => {
  expect(await say("BP112", unit("a", { spec: `  sso: {realm: ${realm}}\n` }))).toEqual([]);
});

test("another realm is none", async () => {
  const { findings } = await lintFiles(unit("a", { spec: "  sso: {realm: sovereigns}\n" }));
  expect(findings).toMatchObject([
    {
      ruleId: "BP112",
      line: 11,
      column: 16,
      pointer: "/spec/sso/realm",
      message: 'the realm "sovereigns" is none of sovereign, {{.OrgSlug}}; did you mean sovereign?',
    },
  ]);
});
