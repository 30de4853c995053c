import { kitSlots } from "../kit/index.ts";
import type { Finding } from "../model/finding.ts";
import { finding, sortFindings } from "../model/finding.ts";
import type { Lock } from "../model/lock.ts";
import { lockFile } from "../model/lock.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import { appliedFolders } from "./applied.ts";
import { mapConcurrently } from "./concurrent.ts";
import { withContents, withPublished } from "./contents.ts";
import { crdIn, findCrd } from "./crd.ts";
import { readKits } from "./kits.ts";
import { readLock } from "./lock.ts";
import { sharedLogos } from "./logos.ts";
import { checkPath, hasControlCharacter, joinPath, showPath, treePath } from "./path.ts";
import type { ParseYaml } from "./reading.ts";
import { Reading } from "./reading.ts";
import type { Found } from "./unit.ts";
import { readUnit } from "./unit.ts";
import type { ReadPacked } from "./vendored.ts";

/** How many folders are in work at once. */
const concurrency = 8;

export interface LoadOptions {
  /** Folders whose sub-folders are blueprints or charts, as `platform`. */
  readonly roots: readonly string[];
  /** Globs of bootstrap kit folders; those named bootstrap-kit under clusters where left out. */
  readonly kits?: readonly string[];
  /** Where the kits' expected graph lies, relative to the root; where left out it is looked for. */
  readonly expectedGraph?: string;
  /** What Flux substitutes in the kits, by name, over what its Kustomizations in the tree say. */
  readonly substitute?: ReadonlyMap<string, string | undefined>;
  /** Reads packed charts in charts/; without it they are listed by file name, with no version. */
  readonly readPacked?: ReadPacked;
  /** Lists the files of each unit and reads the templates, .helmignore and Chart.lock of its chart; false by default. */
  readonly contents?: boolean;
  /**
   * The folders of the units to look into; of the others the values and the contents are left out. All where it is
   * absent.
   */
  readonly within?: (folder: string) => boolean;
  /** Looks for a CRD, and with the contents for shared logos and what is applied without Helm; true by default. */
  readonly surroundings?: boolean;
  /** Reads YAML in the place of the parser, and as it does. */
  readonly parse?: ParseYaml;
}

/**
 * Reads everything under the roots, and the kits. What is wrong with a file is a finding (rules YAML, CHART, LOCK, FILE,
 * BP101, BP103) and never keeps the others from being read; a root that is not there holds nothing.
 * @throws BpError OUTSIDE_ROOT for a root or kit outside the tree, UNREADABLE for a root that cannot be listed
 */
export async function loadWorkspace(tree: Tree, options: LoadOptions): Promise<Workspace> {
  const reading = new Reading(tree, options.parse);
  const roots = [...new Set(options.roots.map(treePath))].sort();
  const folders = await unitFolders(reading, roots);
  const found = await mapConcurrently(folders, concurrency, (folder) =>
    readNamed(reading, folder, options),
  );
  const kits = await readKits(reading, options);
  const passedOver = found.flatMap((one) => (one.kind === "other" ? (one.manifest ?? []) : []));
  const { contents = false, surroundings = true } = options;
  const crd = surroundings
    ? ((await findCrd(reading, roots, folders)) ?? passedOver.map(crdIn).find((one) => one))
    : undefined;
  const lock = await lockOf(reading);
  const around = contents && surroundings;
  const logos = around ? await sharedLogos(reading) : undefined;
  const applied = around ? await appliedFolders(reading, kits) : undefined;
  return {
    units: found.flatMap((one) => (one.kind === "unit" ? one.unit : [])),
    drafts: found.flatMap((one) => (one.kind === "draft" ? one.folder : [])),
    kitSlots: kits.flatMap((kit) => kitSlots(kit)),
    kits,
    crd,
    findings: sortFindings(reading.findings),
    files: reading.files,
    marked: reading.marked,
    ...(lock === undefined ? {} : { lock }),
    ...(logos === undefined ? {} : { logos }),
    ...(applied === undefined ? {} : { applied }),
  };
}

async function lockOf(reading: Reading): Promise<Lock | undefined> {
  const stat = await reading.attempt(lockFile, () => reading.tree.stat(lockFile));
  if (stat === undefined) return undefined;
  const { lock, findings } = readLock((await reading.yaml(lockFile)).documents);
  reading.findings.push(...findings);
  return lock;
}

/** The folders one level below the roots, sorted. Names with a leading dot or underscore are passed over. */
async function unitFolders(reading: Reading, roots: readonly string[]): Promise<readonly string[]> {
  const folders = await Promise.all(roots.map((root) => foldersIn(reading, root)));
  return [...new Set(folders.flat())].sort();
}

async function foldersIn(reading: Reading, root: string): Promise<readonly string[]> {
  checkPath(root);
  const { tree } = reading;
  if ((await tree.stat(root))?.kind !== "folder") return [];
  const folders: string[] = [];
  for (const { name, kind } of await tree.list(root)) {
    if (/^[._]/u.test(name) || (kind !== "folder" && kind !== "link")) continue;
    const folder = joinPath(root, name);
    if (hasControlCharacter(name))
      reading.fault(showPath(folder), "a folder's name holds a control character", "rename it");
    else if (kind === "folder" || (await isFolder(reading, folder))) folders.push(folder);
  }
  return folders;
}

/** A link that leaves the tree is a finding. */
async function isFolder(reading: Reading, path: string): Promise<boolean> {
  const stat = await reading.attempt(path, () => reading.tree.stat(path));
  return stat?.kind === "folder";
}

/** Reads a folder, and gives its findings the name of what it holds. */
async function readNamed(
  reading: Reading,
  folder: string,
  { readPacked, contents = false, within = () => true }: LoadOptions,
): Promise<Found> {
  const own = reading.beside();
  const isWithin = within(folder);
  const bare = await readUnit(own, folder, { readPacked, values: isWithin });
  const more = contents ? withContents : withPublished;
  const found =
    isWithin && bare.kind === "unit" ? { ...bare, unit: await more(own, bare.unit) } : bare;
  reading.files += own.files;
  reading.marked.push(...own.marked);
  const name = found.kind === "unit" ? found.unit.name : undefined;
  reading.findings.push(...own.findings.map((one) => withBlueprint(one, name)));
  return found;
}

function withBlueprint(one: Finding, blueprint: string | undefined): Finding {
  return blueprint === undefined ? one : finding({ ...one, at: one, blueprint });
}
