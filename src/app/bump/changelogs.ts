import type { Tree } from "../../model/tree.ts";
import type { Unit } from "../../model/workspace.ts";
import type { DraftTree, Replacement } from "../../workspace/index.ts";
import { fileLimit } from "../../workspace/index.ts";
import { decodeText } from "../../yaml/index.ts";
import type { ChangeFile } from "./change-files.ts";
import { rest } from "./change-files.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { changelogSection, withSection } from "./changelog.ts";
import { conventionalEntry } from "./conventional.ts";
import { levelFor } from "./first-steps.ts";
import type { BumpPorts } from "./ports.ts";
import type { VersionStep } from "./version-step.ts";

/** A changelog as it is to be, and the change files that are used up. */
export interface Changelogs {
  readonly written: ReadonlyMap<string, string>;
  readonly removed: readonly Replacement[];
}

interface Question {
  readonly tree: Tree;
  readonly steps: readonly VersionStep[];
  readonly changes: readonly ChangeFile[];
}

/**
 * The changelogs of what moves, beside its chart or in it, with what change files say of it, else what its commits since
 * the last version do. Where there is none, none is begun.
 */
export async function changelogs(
  { tree, steps, changes }: Question,
  messages: BumpPorts["messages"],
): Promise<Changelogs> {
  const moved = steps.filter(({ from, to }) => from !== to);
  const written = new Map<string, string>();
  for (const step of moved) {
    const file = await changelogOf(step.unit, tree);
    if (file === undefined) continue;
    const before = decodeText(await tree.read(file, fileLimit));
    const entries = await entriesOf(step, changes, messages);
    if (before === undefined || entries.length === 0) continue;
    const section = changelogSection(step.to, entries);
    written.set(file, withSection(before, step.to, section));
  }
  const used = usedUp(moved, changes);
  return { written: new Map([...written, ...used.kept]), removed: used.removed };
}

async function changelogOf({ folder }: Unit, tree: Tree): Promise<string | undefined> {
  for (const path of [`${folder}/CHANGELOG.md`, `${folder}/chart/CHANGELOG.md`])
    if ((await tree.stat(path))?.kind === "file") return path;
  return undefined;
}

async function entriesOf(
  { unit, reason, because }: VersionStep,
  changes: readonly ChangeFile[],
  messages: BumpPorts["messages"],
): Promise<readonly ChangelogEntry[]> {
  const told = changes.flatMap((file): readonly ChangelogEntry[] => {
    const level = levelFor(unit, file);
    if (level === undefined) return [];
    const headings = { major: "Breaking", minor: "Added", patch: "Fixed" } as const;
    return [{ heading: headings[level], text: file.text }];
  });
  const inside: readonly ChangelogEntry[] =
    reason === "dependent"
      ? because.map((name) => ({ heading: "Changed", text: `A new version of ${name}` }))
      : [];
  if (told.length > 0) return [...told, ...inside];
  const commits = (await messages(unit)).flatMap((message) => conventionalEntry(message) ?? []);
  return [...commits, ...inside];
}

/** A change file that is about more than what moves keeps the rest. */
function usedUp(
  moved: readonly VersionStep[],
  changes: readonly ChangeFile[],
): { readonly kept: ReadonlyMap<string, string>; readonly removed: readonly Replacement[] } {
  const kept = new Map<string, string>();
  const removed: Replacement[] = [];
  for (const file of changes) {
    const released = new Set(
      [...file.levels.keys()].filter((name) =>
        moved.some(({ unit }) => levelFor(unit, { ...file, levels: only(file, name) })),
      ),
    );
    if (released.size === 0) continue;
    const text = rest(file, released);
    if (text === undefined) removed.push({ path: file.path, before: file.bytes, after: undefined });
    else kept.set(file.path, text);
  }
  return { kept, removed };
}

function only({ levels }: ChangeFile, name: string): ChangeFile["levels"] {
  return new Map([...levels].filter(([one]) => one === name));
}

/** Writes the changelogs into a draft. */
export async function writeChangelogs({ written }: Changelogs, draft: DraftTree): Promise<void> {
  for (const [path, text] of written)
    await draft.write(path, new TextEncoder().encode(text), fileLimit);
}
