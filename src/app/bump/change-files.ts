import { BpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";
import { fileLimit } from "../../workspace/index.ts";
import { decodeText, parseYaml } from "../../yaml/index.ts";
import type { Level } from "../vendor/level.ts";
import { levels } from "../vendor/level.ts";

/** One change as its author wrote it down: which blueprints it is about, how far they move, and what is told. */
export interface ChangeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Lines of the head, the two marks left out. */
  readonly head: readonly string[];
  /** By name as it is written. */
  readonly levels: ReadonlyMap<string, Level>;
  /** Markdown. */
  readonly text: string;
}

/** `---`, a mapping of names to levels, `---`, and Markdown. */
const form = /^---\r?\n([^]*?)\r?\n---\r?\n?([^]*)$/u;

/**
 * The change files in a folder, by name; a README.md is none.
 * @throws BpError MATERIAL for one of another form
 */
export async function readChangeFiles(tree: Tree, folder: string): Promise<readonly ChangeFile[]> {
  if ((await tree.stat(folder))?.kind !== "folder") return [];
  const names = (await tree.list(folder))
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".md") && name !== "README.md");
  return Promise.all(names.map((name) => readChangeFile(tree, `${folder}/${name}`)));
}

async function readChangeFile(tree: Tree, path: string): Promise<ChangeFile> {
  const bytes = await tree.read(path, fileLimit);
  const match = form.exec(decodeText(bytes) ?? "");
  if (match === null) throw wrong(path, 1, "it has no head between two lines of ---");
  const [, head = "", text = ""] = match;
  const root = parseYaml(head, path).documents[0]?.root;
  if (root?.kind !== "mapping") throw wrong(path, 2, "its head names no blueprint");
  const found = root.pairs.map(({ name, value }) => {
    const level = levels.find((one) => value.kind === "scalar" && value.value === one);
    if (level !== undefined) return [name, level] as const;
    throw wrong(path, value.at.line + 1, `${name} must be patch, minor or major`);
  });
  if (text.trim() === "") throw wrong(path, 1, "it tells nothing below its head");
  return { path, bytes, head: head.split(/\r?\n/u), levels: new Map(found), text: text.trim() };
}

function wrong(path: string, line: number, what: string): BpError {
  return new BpError("MATERIAL", `${path}:${line}: ${what}`, {
    hint: "a change file is `---`, lines like `bp-axon: minor`, `---`, and what is told of the change",
  });
}

/** What is left of a change file once these of its names are released; undefined: nothing. */
export function rest(file: ChangeFile, released: ReadonlySet<string>): string | undefined {
  const left = [...file.levels.keys()].filter((name) => !released.has(name));
  if (left.length === 0) return undefined;
  const head = left.map((name) => `${name}: ${file.levels.get(name) ?? ""}`);
  return `---\n${head.join("\n")}\n---\n\n${file.text}\n`;
}
