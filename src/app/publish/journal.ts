import { isDigest } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { ArtifactReport, ArtifactStatus } from "./report.ts";

/** What a run of a publish leaves behind, so that the next one can go on where it stopped. */
export interface Journal {
  /** Digests of what is published and verified, by folder. */
  readonly done: ReadonlyMap<string, Digest>;
  /** Told of every artifact as soon as it ended. */
  readonly ended: (report: ArtifactReport) => Promise<void>;
}

/** What a run was asked for. */
export interface JournalHead {
  /** As the user wrote it; null for the embedded layout. */
  readonly target: string | null;
  /** Of the selection, in its order. */
  readonly folders: readonly string[];
}

/** A journal as it was read. */
export interface JournalEntries extends JournalHead {
  readonly done: ReadonlyMap<string, Digest>;
}

const finished: ReadonlySet<ArtifactStatus> = new Set(["published", "unchanged", "repaired"]);

/** The first line of a journal. */
export function headLine({ target, folders }: JournalHead): string {
  return `${JSON.stringify({ schemaVersion: 1, target, folders })}\n`;
}

/** The line of an artifact; undefined for one that is to be tried again. */
export function endLine({ folder, digest, status }: ArtifactReport): string | undefined {
  return finished.has(status) ? doneLine(folder, digest) : undefined;
}

/** The line of what is published and verified. */
export function doneLine(folder: string, digest: Digest | null): string {
  return `${JSON.stringify({ folder, digest })}\n`;
}

/**
 * Reads a journal; a last line that was cut off while it was written is passed over.
 * @throws BpError UNREADABLE where it is none
 */
export function readJournal(text: string, file: string): JournalEntries {
  const [first = "", ...lines] = text.split("\n");
  const head = parsed(first);
  const { target, folders } = head;
  const isHead =
    head["schemaVersion"] === 1 &&
    (target === null || typeof target === "string") &&
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === "string");
  if (!isHead)
    throw new BpError("UNREADABLE", `${file} is no journal of a publish`, {
      hint: "publish with a selection again: what is there is found by its digest",
    });
  return { target, folders, done: new Map(lines.flatMap(doneIn)) };
}

function doneIn(line: string): readonly (readonly [string, Digest])[] {
  const { folder, digest } = parsed(line);
  const isEntry = typeof folder === "string" && typeof digest === "string" && isDigest(digest);
  return isEntry ? [[folder, digest]] : [];
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
