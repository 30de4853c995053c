import type { ChangelogEntry } from "./changelog.ts";

/** `type(scope)!: subject` (Conventional Commits 1.0.0). */
const form = /^(?<type>[a-z]+)(?:\((?<scope>[^)]*)\))?(?<breaking>!)?: +(?<subject>.+)$/iu;

const breakingNote = /^BREAKING[ -]CHANGE: +(?<note>.+)$/mu;

const headings: Readonly<Record<string, ChangelogEntry["heading"]>> = {
  feat: "Added",
  fix: "Fixed",
  perf: "Changed",
  refactor: "Changed",
  revert: "Changed",
};

/** What a commit's message tells a user; undefined for one about the work alone, and for one of no such form. */
export function conventionalEntry(message: string): ChangelogEntry | undefined {
  const [first = ""] = message.split("\n", 1);
  const groups = form.exec(first.trim())?.groups;
  if (groups === undefined) return undefined;
  const { type = "", breaking, subject = "" } = groups;
  const note = breakingNote.exec(message)?.groups?.["note"];
  if ((breaking ?? note) !== undefined) return { heading: "Breaking", text: note ?? subject };
  const heading = headings[type.toLowerCase()];
  return heading && { heading, text: subject };
}
