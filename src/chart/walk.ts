import { chartLimits, pathFault } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { compareBytes } from "./bytes.ts";
import type { IgnoreRules } from "./ignore.ts";
import { isIgnored } from "./ignore.ts";
import { joinPath } from "./path.ts";

/** A file of the chart, its size taken but nothing read. */
export interface FoundFile {
  /** Below the chart's folder. */
  readonly path: string;
  readonly size: number;
}

/** One walk through a chart's folder: what is ignored, followed, refused. */
export class Walk {
  readonly #tree: Tree;
  readonly #folder: string;
  readonly #rules: IgnoreRules;
  /** In Helm's order. */
  readonly files: FoundFile[] = [];
  #root = "";
  #members = 0;
  #total = 0;

  constructor(tree: Tree, folder: string, rules: IgnoreRules) {
    this.#tree = tree;
    this.#folder = folder;
    this.#rules = rules;
  }

  async start(): Promise<void> {
    this.#root = await this.#tree.resolve(this.#folder);
    await this.#enter("", [this.#root]);
  }

  /** @param trail where the folders above lead to, to tell a loop */
  async #enter(path: string, trail: readonly string[]): Promise<void> {
    const found = await this.#tree.list(this.#full(path));
    for (const entry of found.toSorted((a, b) => compareBytes(a.name, b.name))) {
      const below = joinPath(path, entry.name);
      this.#count();
      await this.#visit(entry, below, trail);
    }
  }

  async #visit(entry: TreeEntry, path: string, trail: readonly string[]): Promise<void> {
    if (entry.kind === "link") return this.#follow(path, trail);
    if (isIgnored(this.#rules, path, entry.kind === "folder")) return;
    this.#checkName(path);
    if (entry.kind === "other") throw this.#irregular(path);
    if (entry.kind === "file") return this.#add(path);
    await this.#enter(path, [...trail, await this.#tree.resolve(this.#full(path))]);
  }

  async #follow(path: string, trail: readonly string[]): Promise<void> {
    if (isIgnored(this.#rules, path, false) && isIgnored(this.#rules, path, true)) return;
    this.#checkName(path);
    const stat = await this.#tree.stat(this.#full(path));
    if (stat === undefined) throw material(`${this.#full(path)} is a link that leads nowhere`);
    const target = await this.#target(path);
    if (isIgnored(this.#rules, path, stat.kind === "folder")) return;
    if (stat.kind === "other") throw this.#irregular(path);
    if (stat.kind === "file") return this.#add(path);
    if (trail.includes(target))
      throw material(`${this.#full(path)} is a link that leads in a circle`);
    await this.#enter(path, [...trail, target]);
  }

  async #target(path: string): Promise<string> {
    const target = await this.#tree.resolve(this.#full(path));
    const inside =
      this.#root === "" || target === this.#root || target.startsWith(`${this.#root}/`);
    if (inside) return target;
    throw new BpError(
      "OUTSIDE_ROOT",
      `${this.#full(path)} is a link that leaves the chart's folder: it leads to ${target}`,
      { hint: "copy the file into the chart, or list the link in .helmignore" },
    );
  }

  async #add(path: string): Promise<void> {
    const full = this.#full(path);
    const stat = await this.#tree.stat(full);
    if (stat?.kind !== "file")
      throw new BpError("UNREADABLE", `${full} went away while it was read`);
    const { file, total } = chartLimits;
    if (stat.size > file) {
      throw tooLarge(`${full} has ${stat.size} bytes, Helm's limit for a file is ${file}`);
    }
    this.#total += stat.size;
    if (this.#total > total) {
      throw tooLarge(`with ${full} the chart has ${this.#total} bytes, Helm's limit is ${total}`);
    }
    this.files.push({ path, size: stat.size });
  }

  #checkName(path: string): void {
    const fault = pathFault(path);
    if (fault !== undefined) throw material(`${JSON.stringify(this.#full(path))}: ${fault}`);
  }

  #count(): void {
    this.#members += 1;
    if (this.#members > chartLimits.entries) {
      throw tooLarge(`${this.#folder} holds more than ${chartLimits.entries} files and folders`);
    }
  }

  #irregular(path: string): BpError {
    return material(`${this.#full(path)} is neither a file nor a folder`);
  }

  #full(path: string): string {
    return joinPath(this.#folder, path);
  }
}

function material(message: string): BpError {
  return new BpError("MATERIAL", message);
}

function tooLarge(message: string): BpError {
  return new BpError("LIMIT", message, {
    hint: "leave out with .helmignore what the chart does not need",
  });
}
