import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { project } from "./built.ts";

/** A YAML block of a page, as text and as what it says. */
export interface Recipe {
  readonly text: string;
  readonly value: unknown;
}

/**
 * The YAML blocks below a heading of a page, in their order.
 * @throws Error where there is none, or one cannot be read
 */
export function recipesIn(page: string, heading: string): readonly [Recipe, ...Recipe[]] {
  const text = readFileSync(join(project, page), "utf8");
  const section = text.split(/^## /mu).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const [first, ...more] = [...section.matchAll(/^```yaml\n(?<body>[^]*?)^```$/gmu)].map(
    ({ groups }) => recipeOf(groups?.["body"] ?? "", page),
  );
  if (first === undefined) throw new Error(`${page} has no YAML below ${heading}`);
  return [first, ...more];
}

function recipeOf(text: string, page: string): Recipe {
  const { documents, findings } = parseYaml(text, page);
  const [finding] = findings;
  if (finding !== undefined) throw new Error(`${page}: ${finding.message}\n${text}`);
  return { text, value: toValue(documents[0]?.root) };
}
