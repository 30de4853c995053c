import type { ScalarNode } from "../model/yaml-node.ts";

/** How two readers of YAML take one plain scalar for different things. */
export interface Ambiguity {
  /** What the readers make of it, as part of a sentence. */
  readonly reading: string;
  /** The boolean that Kubernetes and Helm read; undefined where they read none. */
  readonly flag: boolean | undefined;
  /** Text for some readers, and a number for Kubernetes: told, not refused. */
  readonly harmless: boolean;
}

const sexagesimal =
  /^[-+]?(?:[1-9][0-9_]*(?::[0-5]?[0-9])+|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/u;

/** Where YAML 1.1 and YAML 1.2 differ over a scalar; undefined where they do not, or where it is quoted or tagged. */
export function ambiguityOf(node: ScalarNode): Ambiguity | undefined {
  const { value, text, style, tag } = node;
  if (style !== "plain" || tag !== undefined) return undefined;
  if (typeof value === "boolean") return booleanWord(text, value);
  if (typeof value === "string" && sexagesimal.test(text)) {
    const reading = "a number of base 60 to YAML 1.1 and text to YAML 1.2";
    return { reading, flag: undefined, harmless: false };
  }
  const number = typeof value === "number" || typeof value === "bigint";
  const reading = number ? numberReading(text, value) : undefined;
  return reading === undefined ? undefined : { reading, flag: undefined, harmless: true };
}

function booleanWord(text: string, flag: boolean): Ambiguity | undefined {
  if (/^(?:true|false)$/iu.test(text)) return undefined;
  const reading = `${flag} to YAML 1.1, and so to Kubernetes and Helm, and text to YAML 1.2`;
  return { reading, flag, harmless: false };
}

function numberReading(text: string, value: number | bigint): string | undefined {
  if (/^[-+]?0[0-7]+$/u.test(text))
    return `${value} to Kubernetes, an octal, and ${Number(text)} to YAML 1.2`;
  if (/^[-+]?0o/u.test(text)) return `${value} to Kubernetes and YAML 1.2, and text to YAML 1.1`;
  if (/^[-+]?0b/u.test(text) || text.includes("_"))
    return `${value} to Kubernetes and YAML 1.1, and text to YAML 1.2`;
  return undefined;
}
