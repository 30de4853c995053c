import type { Arrow, Edit, Remedy } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import { readCondition } from "../../model/condition.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { nodeAt } from "../../yaml/index.ts";
import type { WrittenEdge, Writer } from "./remedies.ts";
import type { Switch } from "./switches.ts";
import { configSwitch, ofField, valueSwitch } from "./switches.ts";

/** A `when` is a switch already. */
export function byCondition(edge: WrittenEdge, writer: Writer): Remedy | undefined {
  const { from, to, when, file, line } = edge;
  if (when === null || when === undefined) return undefined;
  const schema = schemaOf(writer);
  const fields = readCondition(when).paths.map((path) => ofField(schema, path.split(".").slice(2)));
  const off = fields.flatMap((field) => (field?.on === true ? turnedOff(field, ".config.") : []));
  const text = `install ${from} while its when (${when}) does not hold, so without ${to}`;
  const then = `let the when hold (${when}) and apply ${from} again, once ${to} is ready`;
  const after = { file, line, text: then };
  return { kind: "toggle", before: [...off, { file, line, text }], after: [after] };
}

/** A boolean with the name of what is needed switches it: in a release's values, in configSchema, in a chart's values. */
export function bySwitch(edge: WrittenEdge, writer: Writer): Remedy | undefined {
  const { to, alias, file, line } = edge;
  const names = [foldName(to), ...(alias ? [alias] : [])];
  const field = writer.release === undefined ? configSwitch(schemaOf(writer), names) : undefined;
  if (field !== undefined) return byField(edge, field);
  const value = valueOf(writer, names);
  if (value === undefined) return undefined;
  const out = { file, line, text: `take ${to} out of ${writer.list}` };
  const kind = writer.release === undefined ? "optional" : "toggle";
  return { kind, before: [turnedOff(value), out], after: [turnedOn(value, edge)] };
}

function byField({ from, to, file, line }: WrittenEdge, field: Switch): Remedy {
  const path = `.config.${field.path}`;
  const condition = { file, line, text: `give ${to} the condition when: ${path} == true` };
  const off = field.on === true ? [turnedOff(field, ".config.")] : [];
  const text = `install ${from} with ${path} true, once ${to} is ready`;
  const after = { ...placeOf(field), text };
  return { kind: "optional", before: [condition, ...off], after: [after] };
}

function valueOf({ unit, release }: Writer, names: readonly string[]): Switch | undefined {
  return (
    valueSwitch(nodeAt(release?.root, "/spec/values"), names) ??
    valueSwitch(unit?.chart?.values?.root, names)
  );
}

function schemaOf({ unit }: Writer): YamlNode | undefined {
  return nodeAt(unit?.blueprint?.document.root, "/spec/configSchema");
}

function turnedOff(one: Switch, before = ""): Edit {
  return { ...placeOf(one), text: `set ${before}${one.path} to false` };
}

function turnedOn(one: Switch, { from, to }: Arrow): Edit {
  const text = `set ${one.path} to true and apply ${from} again, once ${to} is ready`;
  return { ...placeOf(one), text };
}

function placeOf({ at }: Switch): Pick<Edit, "file" | "line"> {
  return { file: at.file, line: at.line };
}
