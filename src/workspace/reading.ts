import { BpError } from "../model/error.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { startOf } from "../model/location.ts";
import type { MarkedText } from "../model/suppression.ts";
import { suppressionMarker } from "../model/suppression.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import type { ParsedYaml } from "../yaml/index.ts";
import { decodeText, parseYaml } from "../yaml/index.ts";
import { showPath } from "./path.ts";

/** The largest file that is read while loading, in bytes: Helm's own limit for a file of a chart. */
export const fileLimit: number = 5 * 1024 * 1024;

/** Reads a YAML text, as `parseYaml` does. */
export type ParseYaml = (text: string, file: string) => ParsedYaml;

export interface YamlFile {
  readonly text: string | undefined;
  readonly documents: readonly YamlDocument[];
}

/** Reads files of a tree, counts them, and keeps what is wrong with them. */
export class Reading {
  readonly tree: Tree;
  readonly findings: Finding[] = [];
  /** The texts in which a suppression may stand. */
  readonly marked: MarkedText[] = [];
  files = 0;

  readonly #parse: ParseYaml;
  readonly #folders: Map<string, readonly TreeEntry[]>;

  constructor(
    tree: Tree,
    parse: ParseYaml = parseYaml,
    folders: Map<string, readonly TreeEntry[]> = new Map(),
  ) {
    this.tree = tree;
    this.#parse = parse;
    this.#folders = folders;
  }

  /** Another reading of the same tree, with findings of its own. */
  beside(): Reading {
    return new Reading(this.tree, this.#parse, this.#folders);
  }

  /** What a folder holds, nothing where there is none; several ask for the same one. */
  async folder(path: string): Promise<readonly TreeEntry[]> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const entries = (await this.#isFolder(path)) ? await this.tree.list(path) : [];
    this.#folders.set(path, entries);
    return entries;
  }

  /** The folder around it tells, where it was asked; where a link leads it does not know. */
  async #isFolder(path: string): Promise<boolean> {
    const slash = path.lastIndexOf("/");
    const around = this.#folders.get(path.slice(0, Math.max(slash, 0)));
    const name = path.slice(slash + 1);
    const kind = around && (around.find((entry) => entry.name === name)?.kind ?? "other");
    if (kind !== undefined && kind !== "link") return kind === "folder";
    return (await this.tree.stat(path))?.kind === "folder";
  }

  /** A file's text; undefined, with a finding, where it cannot be read or is not UTF-8. */
  async text(path: string): Promise<string | undefined> {
    this.files += 1;
    const bytes = await this.attempt(path, () => this.tree.read(path, fileLimit));
    if (bytes === undefined) return undefined;
    const text = decodeText(bytes);
    if (text === undefined)
      this.fault(path, `${showPath(path)} is not UTF-8 text`, "save the file as UTF-8");
    if (text?.includes(suppressionMarker) === true) this.marked.push({ file: path, text });
    return text;
  }

  async yaml(path: string): Promise<YamlFile> {
    const text = await this.text(path);
    return { text, documents: text === undefined ? [] : this.parse(text, path) };
  }

  parse(text: string, path: string): readonly YamlDocument[] {
    const { documents, findings } = this.#parse(text, path);
    this.findings.push(...findings);
    return documents;
  }

  /** What the action gives; a file that is too large, unreadable or out of bounds is a finding, and undefined. */
  async attempt<T>(path: string, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof BpError)) throw error;
      this.fault(path, error.message, error.hint);
      return undefined;
    }
  }

  fault(path: string, message: string, help: string | undefined): void {
    const ruleId = "FILE";
    const at = startOf(path);
    this.findings.push(
      finding({ ruleId, severity: "error", message, at, ...(help === undefined ? {} : { help }) }),
    );
  }
}
