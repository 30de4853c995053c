import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, items, nodeAt, pointerTo, scalarBoolean, scalarText } from "../../yaml/index.ts";
import { lawAt } from "../allowed.ts";
import { hostnameFaults } from "../hostname-template.ts";
import { notOneOf } from "../one-of.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

const namePattern = /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/u;
const realms = ["sovereign", "{{.OrgSlug}}"];

/** Host names are made from these templates, and DNS and certificates from the host names. */
export const endpoints: Rule = {
  id: "BP112",
  name: "endpoints",
  severity: "error",
  summary:
    "Each endpoint has a plain name and a host name of known tokens, at most one is opened by default, and the sign-in realm is a known one.",
  why: "A token that nothing fills in ends up as braces in the address; a host outside the organisation's domain gets neither a DNS record nor a certificate.",
  remedy:
    "Use SovereignFQDN, OrgSlug, AppName and OrgDomain alone, and OrgDomain for a host of each organisation.",
  examples: {
    bad: 'endpoints:\n  - { name: api, hostnameTemplate: "https://api.{{.OrgSlug}}.{{.SovereignFQDN}}/" }\n',
    good: 'endpoints:\n  - { name: api, hostnameTemplate: "api.{{.OrgDomain}}" }\n',
  },

  *check(input) {
    for (const unit of input.units) {
      const list = items(nodeAt(unit.blueprint?.document.root, "/spec/endpoints"));
      for (const [index, item] of list.entries()) yield* judgeEndpoint(item, index, unit);
      yield* judgeLaunch(list, unit);
      yield* judgeRealm(unit, input);
    }
  },
};

const at = (...steps: readonly (string | number)[]): string =>
  pointerTo("spec", "endpoints", ...steps);

function* judgeEndpoint(item: YamlNode, index: number, unit: Unit): Iterable<Complaint> {
  const name = entry(item, "name");
  const text = scalarText(name);
  if (name !== undefined && text !== undefined && !namePattern.test(text)) {
    const message = `the endpoint's name ${JSON.stringify(text)} is not 2 to 32 small letters, digits and dashes that begin with a letter`;
    yield { at: name.at, pointer: at(index, "name"), message, unit };
  }
  const host = entry(item, "hostnameTemplate");
  const template = scalarText(host);
  if (host === undefined || template === undefined) return;
  for (const fault of hostnameFaults(template)) {
    const message = `${JSON.stringify(template)} ${fault}`;
    yield { at: host.at, pointer: at(index, "hostnameTemplate"), message, unit };
  }
}

function* judgeLaunch(list: readonly YamlNode[], unit: Unit): Iterable<Complaint> {
  const launched = [...list.entries()].filter(
    ([, item]) => scalarBoolean(entry(item, "launchDefault")) === true,
  );
  const [first, ...others] = launched;
  for (const [index, item] of others) {
    const node = entry(item, "launchDefault") ?? item;
    const message = `a second endpoint is opened by default, beside that on line ${first?.[1].at.line ?? 0}`;
    yield { at: node.at, pointer: at(index, "launchDefault"), message, unit };
  }
}

function* judgeRealm(unit: Unit, input: RuleInput): Iterable<Complaint> {
  const { blueprint } = unit;
  if (blueprint === undefined) return;
  const { values } = lawAt(input, blueprint, "spec.sso.realm", { values: realms });
  const wrong = notOneOf(nodeAt(blueprint.document.root, "/spec/sso/realm"), values);
  if (wrong === undefined) return;
  const message = `the realm ${wrong.message}`;
  yield { at: wrong.node.at, pointer: "/spec/sso/realm", message, unit };
}
