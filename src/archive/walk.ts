import { BpError } from "../model/error.ts";
import { joinPath } from "../model/join-path.ts";
import { compareBytes } from "../model/order.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { chartLimits } from "./limits.ts";
import { pathFault } from "./path.ts";

/** A file that is to be packed, its size taken but nothing read. */
export interface FoundFile {
  /** Below the walked folder. */
  readonly path: string;
  readonly size: number;
}

/** What a walk is for, and what it leaves out. */
export interface WalkLaw {
  /** What the folder holds, as a sentence names it: `the chart`. */
  readonly what: string;
  /** The folder itself: `the chart's folder`. */
  readonly place: string;
  /** Whose limits hold: `Helm's limit`. */
  readonly limit: string;
  /** The file that says what is left out. */
  readonly ignoreFile: string;
  /** Nothing of an ignored folder is looked at. */
  readonly isIgnored: (path: string, isFolder: boolean) => boolean;
}

/** One walk through a folder that is to be packed: what is ignored, followed, refused. */
export class Walk {
  readonly #tree: Tree;
  readonly #folder: string;
  readonly #law: WalkLaw;
  /** Each folder's by name, in the order of bytes. */
  readonly files: FoundFile[] = [];
  #root = "";
  #members = 0;
  #total = 0;

  constructor(tree: Tree, folder: string, law: WalkLaw) {
    this.#tree = tree;
    this.#folder = folder;
    this.#law = law;
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
    if (this.#law.isIgnored(path, entry.kind === "folder")) return;
    this.#checkName(path);
    if (entry.kind === "other") throw this.#irregular(path);
    if (entry.kind === "file") return this.#add(path);
    await this.#enter(path, [...trail, await this.#tree.resolve(this.#full(path))]);
  }

  async #follow(path: string, trail: readonly string[]): Promise<void> {
    if (this.#law.isIgnored(path, false) && this.#law.isIgnored(path, true)) return;
    this.#checkName(path);
    const stat = await this.#tree.stat(this.#full(path));
    if (stat === undefined) throw material(`${this.#full(path)} is a link that leads nowhere`);
    const target = await this.#target(path);
    if (this.#law.isIgnored(path, stat.kind === "folder")) return;
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
    const { what, place, ignoreFile } = this.#law;
    throw new BpError(
      "OUTSIDE_ROOT",
      `${this.#full(path)} is a link that leaves ${place}: it leads to ${target}`,
      { hint: `copy the file into ${what}, or list the link in ${ignoreFile}` },
    );
  }

  async #add(path: string): Promise<void> {
    const full = this.#full(path);
    const stat = await this.#tree.stat(full);
    if (stat?.kind !== "file")
      throw new BpError("UNREADABLE", `${full} went away while it was read`);
    const { file, total } = chartLimits;
    const { what, limit } = this.#law;
    if (stat.size > file) {
      throw this.#tooLarge(`${full} has ${stat.size} bytes, ${limit} for a file is ${file}`);
    }
    this.#total += stat.size;
    if (this.#total > total) {
      throw this.#tooLarge(`with ${full} ${what} has ${this.#total} bytes, ${limit} is ${total}`);
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
      throw this.#tooLarge(
        `${this.#folder} holds more than ${chartLimits.entries} files and folders`,
      );
    }
  }

  #tooLarge(message: string): BpError {
    const { what, ignoreFile } = this.#law;
    return new BpError("LIMIT", message, {
      hint: `leave out with ${ignoreFile} what ${what} does not need`,
    });
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
