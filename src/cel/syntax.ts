import type { ASTNode } from "@marcbachmann/cel-js";

/** A function or macro that an expression calls. */
export interface Call {
  readonly name: string;
  /** Where the name may be looked for first, an offset into the expression. */
  readonly from: number;
  readonly arguments: readonly ASTNode[];
}

/** Every call of an expression. */
export function callsOf(root: ASTNode): readonly Call[] {
  return [...nodesOf(root)].flatMap((node): Call[] => {
    if (node.op === "call") {
      const [name, values] = node.args;
      return [{ name, from: node.start, arguments: values }];
    }
    if (node.op !== "rcall") return [];
    const [name, receiver, values] = node.args;
    return [{ name, from: receiver.end, arguments: values }];
  });
}

/** The longest paths of fields that start at `self`, in order, each once, as they are written. */
export function pathsOf(root: ASTNode, expression: string): readonly string[] {
  const paths = new Set<string>();
  const inner = new Set<ASTNode>();
  for (const node of nodesOf(root)) {
    if (!isPath(node)) continue;
    if (node.op === "." || node.op === ".?") inner.add(node.args[0]);
    if (!inner.has(node)) paths.add(expression.slice(node.start, node.end));
  }
  return [...paths];
}

export function mentions(root: ASTNode, variable: string): boolean {
  return [...nodesOf(root)].some((node) => node.op === "id" && node.args === variable);
}

function isPath(node: ASTNode): boolean {
  let at: ASTNode = node;
  while (at.op === "." || at.op === ".?") at = at.args[0];
  return at.op === "id" && at.args === "self";
}

/** The nodes of an expression, those around before those within. */
function* nodesOf(root: ASTNode): Iterable<ASTNode> {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...(next as readonly unknown[]).toReversed());
    else if (isNode(next)) {
      yield next;
      open.push(next.args);
    }
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
