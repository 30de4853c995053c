import { foldName } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";

/** A shell shows these as they are: nothing but what needs no quotes in any of them. */
const plain = /^[a-z0-9][a-z0-9.-]*$/u;

/**
 * The selectors that begin with the word: names without `bp-`, and with it where the word begins like it; once a slash
 * is written, folders.
 */
export function namesLike(units: readonly Unit[], word: string): readonly string[] {
  const full = units.map(({ name }) => name);
  const bare = full.map((name) => foldName(name));
  const folders = units.map(({ folder }) => folder);
  const prefixed = word !== "" && ("bp-".startsWith(word) || word.startsWith("bp-"));
  const all = [...bare, ...(prefixed ? full : [])].filter((name) => plain.test(name));
  const paths = folders.filter((folder) => folder.split("/").every((part) => plain.test(part)));
  const candidates = word.includes("/") ? paths : all;
  return [...new Set(candidates.filter((name) => name.startsWith(word)))].toSorted();
}
