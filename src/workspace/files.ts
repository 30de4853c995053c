import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** How many files and folders one unit may have before its files are not listed. */
const entryLimit = 20_000;
const depthLimit = 40;

/** Other people's files, and those of tools: not looked at outside the chart, where Helm looks at all. */
const passedOver = /^(?:\.|node_modules$)/u;

/** Every file below a unit's folder, as paths below it, sorted by code unit; undefined where there are too many. */
export async function filesBelow(
  reading: Reading,
  folder: string,
): Promise<readonly string[] | undefined> {
  const walk = new FileWalk(reading, folder);
  await walk.enter("", []);
  return walk.isCut ? undefined : walk.files.toSorted();
}

class FileWalk {
  readonly #reading: Reading;
  readonly #folder: string;
  readonly files: string[] = [];
  #entries = 0;
  isCut = false;

  constructor(reading: Reading, folder: string) {
    this.#reading = reading;
    this.#folder = folder;
  }

  /** @param trail where the links on the way here lead to, to tell a loop */
  async enter(path: string, trail: readonly string[]): Promise<void> {
    const full = joinPath(this.#folder, path);
    const entries = await this.#reading.attempt(full, () => this.#reading.tree.list(full));
    this.isCut ||= entries === undefined || path.split("/").length > depthLimit;
    for (const { name, kind } of entries ?? []) {
      this.#entries += 1;
      this.isCut ||= this.#entries > entryLimit;
      if (this.isCut) return;
      const below = joinPath(path, name);
      const inChart = below.startsWith("chart/");
      if (!inChart && passedOver.test(name)) continue;
      if (kind === "folder") await this.enter(below, trail);
      else if (kind === "link" && inChart) await this.#follow(below, trail);
      else this.files.push(below);
    }
  }

  /** Helm follows links inside a chart; one that leaves the tree is a finding. */
  async #follow(path: string, trail: readonly string[]): Promise<void> {
    const { tree } = this.#reading;
    const full = joinPath(this.#folder, path);
    const target = await this.#reading.attempt(full, async () => {
      const stat = await tree.stat(full);
      return stat && { kind: stat.kind, path: await tree.resolve(full) };
    });
    if (target?.kind === "file") this.files.push(path);
    if (target?.kind !== "folder") return;
    const isLoop = trail.includes(target.path) || `${full}/`.startsWith(`${target.path}/`);
    if (!isLoop) await this.enter(path, [...trail, target.path]);
  }
}
