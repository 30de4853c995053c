import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ruleInfos } from "../../src/app/rule-infos.ts";
import { crdValue, schemaReport } from "../../src/app/schema.ts";
import { apiPage } from "./api-page.ts";
import { cataloguePage, table } from "./catalogue.ts";
import { rulePage, rulePageFile } from "./rule-page.ts";

const begin = "<!-- rules: made by npm run docs -->";
const end = "<!-- end of the rules -->";

/** Every file that is made from the sources, by its path in the project: the rules' pages, the API's, the editor's schema. */
export function generatedFiles(root: string): ReadonlyMap<string, string> {
  const rules = ruleInfos().filter(({ id }) => id.startsWith("BP"));
  const readme = readFileSync(join(root, "README.md"), "utf8");
  return new Map([
    ...rules.map((rule) => [`docs/rules/${rulePageFile(rule)}`, rulePage(rule)] as const),
    ["docs/rules/README.md", cataloguePage(rules)],
    ["README.md", withTable(readme, table(rules, "docs/rules/"))],
    ["docs/oci-api.md", apiPage(root)],
    ["schemas/blueprint.schema.json", schemaText(root)],
  ]);
}

/** The text with what stands between the markers replaced. @throws Error where they are missing */
function withTable(text: string, rules: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md lacks ${begin} or ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${rules}\n\n${text.slice(to)}`;
}

function schemaText(root: string): string {
  const file = "schemas/blueprint.crd.yaml";
  const text = readFileSync(join(root, file), "utf8");
  const { schema } = schemaReport(crdValue({ crd: undefined }, { text, file }));
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
