import { parseType, splitTypes } from "./type-name.ts";
import type { CelType } from "./types.ts";
import type { Value } from "./value.ts";

/** Kubernetes 1.<minor>. */
export type KubernetesMinor = 29 | 30 | 31 | 32 | 33 | 34;

type Handler = (...values: readonly Value[]) => Value;

/** What a call costs beyond its arguments; 1 where it is not given. Asked before the call, lest a dear one runs. */
export type CallCost = (values: readonly Value[]) => number;

/** One form of a function. */
export interface Overload {
  readonly name: string;
  /** Called as `a.f(b)`; the receiver is then the first of the parameters. */
  readonly isMethod: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
  readonly run: Handler;
  readonly cost: CallCost | undefined;
}

/** Forms of functions that came with one version of Kubernetes. */
export interface Library {
  readonly since: KubernetesMinor;
  readonly functions: readonly Declared[];
}

export interface Declared {
  readonly name: string;
  readonly overload: () => Overload;
}

/** A method, as `string.charAt(int): string`. The handler gets values of just these types. */
export function method(
  signature: string,
  run: (...values: never[]) => Value,
  cost?: CallCost,
): Declared {
  const [, receiver = "", name = "", rest = ""] = /^(.+?)\.(\w+)(\(.*)$/u.exec(signature) ?? [];
  return declared(name, () => overloadOf(name, receiver, rest, { run: run as Handler, cost }));
}

/** A function that stands alone, perhaps with a dotted name, as `ip.isCanonical(string): bool`. */
export function plain(
  signature: string,
  run: (...values: never[]) => Value,
  cost?: CallCost,
): Declared {
  const name = signature.slice(0, signature.indexOf("("));
  const rest = signature.slice(name.length);
  return declared(name, () => overloadOf(name, undefined, rest, { run: run as Handler, cost }));
}

/** A signature is read when an expression first asks for it: there are hundreds. */
function declared(name: string, make: () => Overload): Declared {
  let made: Overload | undefined;
  return { name, overload: () => (made ??= make()) };
}

function overloadOf(
  name: string,
  receiver: string | undefined,
  rest: string,
  more: Pick<Overload, "run" | "cost">,
): Overload {
  const end = rest.lastIndexOf("):");
  const parameters = splitTypes(rest.slice(1, end)).map(parseType);
  return {
    name,
    isMethod: receiver !== undefined,
    parameters: receiver === undefined ? parameters : [parseType(receiver), ...parameters],
    result: parseType(rest.slice(end + 2).trim()),
    ...more,
  };
}
