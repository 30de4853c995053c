import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Without what the makers alone can look up. */
function plain(text: string): string {
  return text.replace(/ \(interop [^)]*\)/gu, "");
}

interface Section {
  readonly title: string;
  /** In the order of the door. */
  readonly names: readonly string[];
}

/** docs/oci-api.md: everything that `src/oci.ts` exports, as the sources declare it and say it. */
export function apiPage(root: string): string {
  const door = readFileSync(join(root, "src/oci.ts"), "utf8");
  const files = filesOf(root, "src/oci.ts");
  const parts = sectionsOf(door).map(({ title, names }) => {
    const entries = names.map((name) => entryOf(name, readFileSync(files.get(name) ?? "", "utf8")));
    return plain(`## ${title}\n\n${entries.join("\n\n")}`);
  });
  return `# API of @openova/bp/oci

Made from the sources by \`npm run docs\`. How it is used: [@openova/bp/oci](oci.md).

${parts.join("\n\n")}
`;
}

function sectionsOf(door: string): readonly Section[] {
  return door
    .split(/^\/\/ /mu)
    .slice(1)
    .map((part) => {
      const [title = ""] = part.split("\n");
      const lists = part.matchAll(/^export (?:type )?\{([^}]*)\}/gmu);
      const names = [...lists].flatMap(([, list = ""]) => list.split(",").map((one) => one.trim()));
      return { title, names: names.filter((name) => name !== "") };
    });
}

/** The file that declares each name of a door, through other doors. */
function filesOf(root: string, door: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const text = readFileSync(join(root, door), "utf8");
  for (const [, list = "", from = ""] of text.matchAll(
    /^export (?:type )?\{([^}]*)\} from "([^"]+)";/gmu,
  )) {
    const file = join(dirname(door), from);
    const through = from.endsWith("/index.ts") ? filesOf(root, file) : undefined;
    for (const name of list.split(",").map((one) => one.trim()))
      if (name !== "") found.set(name, through?.get(name) ?? join(root, file));
  }
  return found;
}

/** @throws Error where the file does not declare it */
function entryOf(name: string, source: string): string {
  const start = new RegExp(
    `^export (?:async )?(?:abstract )?(?:function\\*?|interface|class|type|const) ${name}\\b`,
    "mu",
  ).exec(source);
  if (start === null)
    throw new Error(`${name} is exported and not declared where it is looked for`);
  const code = declarationOf(source.slice(start.index));
  return [`### ${name}`, docBefore(source, start.index), `\`\`\`ts\n${code}\n\`\`\``]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Without `export` and without bodies. */
function declarationOf(rest: string): string {
  const text = rest.replace(/^export /u, "");
  if (/^(?:async )?function/u.test(text)) return headOf(text);
  if (text.startsWith("interface")) return upTo(text, "\n}");
  if (text.startsWith("class")) return classOf(text);
  return upTo(text, ";\n").trimEnd();
}

function upTo(text: string, end: string): string {
  return text.slice(0, text.indexOf(end) + end.length);
}

function headOf(text: string): string {
  return text.slice(0, text.indexOf(" {\n")).replace(/^async /u, "");
}

/** Public members, each with what is said of it. */
function classOf(text: string): string {
  const whole = upTo(text, "\n}");
  const [head = ""] = whole.split(" {\n");
  const members = whole.matchAll(
    /^(?: {2}\/\*\*[^]*?\*\/\n)? {2}(?!#|private|protected|\/)(?:override |readonly |async )*\w+[^]*?(?: \{$|;$)/gmu,
  );
  const lines = [...members].map(([member]) => member.replace(/ \{$/u, ";"));
  return `${head} {\n${lines.join("\n")}\n}`;
}

/** The comment that ends right before a place, as text. */
function docBefore(source: string, at: number): string {
  const before = source.slice(0, at);
  const start = before.lastIndexOf("/**");
  const comment = before.slice(start);
  if (start === -1 || !comment.endsWith("*/\n") || comment.indexOf("*/") !== comment.length - 3)
    return "";
  return comment
    .replace(/^\/\*\*\s?|\s*\*\/\n$/gu, "")
    .split("\n")
    .map((line) => line.replace(/^ \* ?/u, ""))
    .join("\n")
    .replace(/\s*@(throws|returns|param)/gu, "\n\n@$1")
    .trim();
}
