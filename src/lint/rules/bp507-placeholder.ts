import type { Fix } from "../../model/change.ts";
import type { Kit, KitFile, KitPlaceholder } from "../../model/kit.ts";
import { nearest } from "../../model/nearest.ts";
import { comparedWithTemplate } from "../kit/compared.ts";
import { filesOf, kitsOf, noKit } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { fixOf } from "../text-change.ts";

const suffix = "_PLACEHOLDER";

/** What nobody fills in is applied as it stands. */
export const placeholder: Rule = {
  id: "BP507",
  name: "placeholder",
  severity: "error",
  summary: "A kit holds no placeholder, and each of its variables is substituted.",
  why: "Flux applies a placeholder as text and an unknown variable as nothing: hostnames and labels are wrong on the cluster, without an error.",
  remedy: "Write the variable that Flux substitutes, or name it in kit.substitute.",
  fixes: "some",
  examples: {
    bad: "host: api.SOVEREIGN_FQDN_PLACEHOLDER\n",
    good: "host: api.${SOVEREIGN_FQDN}\n",
  },

  *check(input) {
    for (const { kit, file } of filesOf(input)) {
      for (const found of file.placeholders) {
        const fix = repair(found, { kit, file, input });
        const message = `${found.word} was never filled in`;
        yield { at: found.at, message, ...(fix === undefined ? {} : { fix }) };
      }
      const known = substituted(kit, input);
      if (known !== undefined) yield* judgeForm(file);
      if (known instanceof Set) yield* judgeVariables(file, known);
    }
  },

  notRun(input) {
    const blind = kitsOf(input).filter(
      (kit) =>
        substituted(kit, input) === undefined &&
        kit.files.some(({ variables }) => variables.length > 0),
    );
    const reason = `neither kit.substitute nor a Flux Kustomization in the tree says what is substituted in`;
    return (
      noKit(input) ?? (blind[0] && `${reason} ${blind.map(({ folder }) => folder).join(", ")}`)
    );
  },
};

/** The variables that have a value; "all" where only the cluster knows them, undefined where nothing tells. */
function substituted({ substitutions }: Kit, { kit }: RuleInput): Set<string> | "all" | undefined {
  if (substitutions.some(({ open }) => open)) return "all";
  if (kit?.substitute === undefined && substitutions.length === 0) return undefined;
  return new Set([
    ...(kit?.substitute?.keys() ?? []),
    ...substitutions.flatMap(({ values }) => [...values.keys()]),
  ]);
}

function* judgeForm({ variables }: KitFile): Iterable<Complaint> {
  for (const { name, refused, at } of variables) {
    if (!refused) continue;
    const message = `Flux cannot read ${name}, and then applies nothing of the kit`;
    const help = "Write ${NAME}, ${NAME:=default}, or $${ for a plain ${.";
    yield { at, message, help };
  }
}

function* judgeVariables({ variables }: KitFile, known: ReadonlySet<string>): Iterable<Complaint> {
  for (const { name, hasDefault, refused, at } of variables) {
    if (refused || hasDefault || known.has(name)) continue;
    const near = nearest(name, [...known]);
    const advice = near === undefined ? "" : `; did you mean ${near}?`;
    yield { at, message: `nothing substitutes ${name}${advice}` };
  }
}

interface Where {
  readonly kit: Kit;
  readonly file: KitFile;
  readonly input: RuleInput;
}

/** The variable of that name where the kit has it, else what the kit puts in its place elsewhere. */
function repair(
  { word, start, end }: KitPlaceholder,
  { kit, file, input }: Where,
): Fix | undefined {
  const name = word.slice(0, -suffix.length);
  const known = substituted(kit, input);
  const used = kit.files.some(({ variables }) => variables.some((one) => one.name === name));
  const isVariable = known === undefined || known === "all" ? used : known.has(name);
  const text = isVariable
    ? `\${${name}}`
    : comparedWithTemplate(kit, input.workspace)?.bound.get(name);
  if (text === undefined || text === "" || text.includes(suffix)) return undefined;
  return fixOf(`write ${text}`, { file: file.path, text: file.text }, [{ start, end, text }]);
}
