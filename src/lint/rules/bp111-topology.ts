import type { Unit } from "../../model/workspace.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { entry, items, nodeAt, pair, pointerTo, scalarText } from "../../yaml/index.ts";
import { lawAt } from "../allowed.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { notOneOf } from "../one-of.ts";
import { canonicalMode, topologies } from "../placement-mode.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { judgeVariant } from "../topology-variant.ts";

/** What runs where, and what takes over: the installer believes it word for word. */
export const topology: Rule = {
  id: "BP111",
  name: "topology",
  severity: "error",
  summary:
    "A topology's defaults and variants are among those that it supports, a hot standby replicates synchronously, and each cluster is one of a known tier and has a role.",
  why: "The installer takes the topology from here without asking; a default that is not supported, or a cluster without a role, is found out when a region fails.",
  remedy:
    "List every topology that is named under supported, and give each cluster of a placement a role.",
  fixes: "some",
  examples: {
    bad: "topology:\n  supported: [singleton]\n  defaults: {multi-region: active-active, single-region: singleton}\n",
    good: "topology:\n  supported: [singleton, active-active]\n  defaults: {multi-region: active-active, single-region: singleton}\n",
  },

  *check(input) {
    for (const unit of input.units) {
      const node = nodeAt(unit.blueprint?.document.root, "/spec/topology");
      if (node?.kind !== "mapping") continue;
      yield* judgeSupported(node, unit, input);
      yield* judgeDefaults(node, unit, input);
      yield* judgeVariants(node, unit, input);
    }
  },
};

const at = (...steps: readonly (string | number)[]): string =>
  pointerTo("spec", "topology", ...steps);

function* judgeSupported(node: MappingNode, unit: Unit, input: RuleInput): Iterable<Complaint> {
  const supported = pair(node, "supported");
  const none = supported?.value.kind === "sequence" && supported.value.items.length === 0;
  if (supported !== undefined && none) {
    yield {
      at: supported.key.at,
      pointer: at("supported"),
      message: "no topology is supported",
      unit,
    };
  }
  for (const [index, item] of items(supported?.value).entries()) {
    if (supported !== undefined && isWithin(item, supported.value))
      yield* judgeName(item, { path: "supported.*", pointer: at("supported", index), unit, input });
  }
}

function* judgeDefaults(node: MappingNode, unit: Unit, input: RuleInput): Iterable<Complaint> {
  const supported = supportedBy(node);
  for (const name of ["multi-region", "single-region"]) {
    const chosen = entry(entry(node, "defaults"), name);
    const text = scalarText(chosen);
    if (chosen === undefined || text === undefined) continue;
    const pointer = at("defaults", name);
    const wrong = [...judgeName(chosen, { path: `defaults.${name}`, pointer, unit, input })];
    yield* wrong;
    if (wrong.length > 0 || supported === undefined || supported.has(text)) continue;
    const message = `the default ${text} is not supported (${[...supported].join(", ")})`;
    yield { at: chosen.at, pointer, message, unit };
  }
}

function* judgeVariants(node: MappingNode, unit: Unit, input: RuleInput): Iterable<Complaint> {
  const supported = supportedBy(node);
  const variants = entry(node, "perTopology");
  if (variants?.kind !== "mapping") return;
  const ownCrd = input.workspace.crd !== undefined;
  for (const { key, name, value } of variants.pairs) {
    const pointer = at("perTopology", name);
    if (supported !== undefined && !supported.has(name)) {
      const message = `perTopology describes ${name}, which is not supported (${[...supported].join(", ")})`;
      yield { at: key.at, pointer, message, unit };
    }
    for (const complaint of judgeVariant({ name, key, value, pointer, ownCrd }))
      yield { ...complaint, unit };
  }
}

/** The topologies that are supported, by the names of today; undefined where the list cannot be read. */
function supportedBy(node: MappingNode): ReadonlySet<string> | undefined {
  const list = entry(node, "supported");
  const names = items(list).flatMap((item) => scalarText(item) ?? []);
  return names.length === 0 ? undefined : new Set(names.map((name) => canonicalMode(name)));
}

interface Named {
  readonly path: string;
  readonly pointer: string;
  readonly unit: Unit;
  readonly input: RuleInput;
}

/** A name that is no topology; an older spelling of one is written anew. */
function* judgeName(node: YamlNode, { path, pointer, unit, input }: Named): Iterable<Complaint> {
  if (unit.blueprint === undefined) return;
  const { values } = lawAt(input, unit.blueprint, `spec.topology.${path}`, { values: topologies });
  const wrong = notOneOf(node, values);
  if (wrong === undefined) return;
  const today = canonicalMode(wrong.node.text);
  const fix = { description: `write ${today}`, changes: [writeScalar(wrong.node, today)] };
  yield {
    at: node.at,
    pointer,
    message: `the topology ${wrong.message}`,
    unit,
    ...(values.includes(today) ? { fix } : {}),
  };
}
