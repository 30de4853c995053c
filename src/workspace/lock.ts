import { isDigest } from "../model/digest.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Lock, LockedBlueprint, LockedChart } from "../model/lock.ts";
import { emptyLock } from "../model/lock.ts";
import { parseVersion } from "../model/version.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { pair, pointerTo, scalarText } from "../yaml/index.ts";

const help = "take the file from git again, or remove the entry and let bp write it anew";

/** A lock, and what is wrong with its file: an entry with a fault is left out. */
export interface ReadLock {
  readonly lock: Lock;
  readonly findings: readonly Finding[];
}

/** A node of the lock. */
interface Part {
  readonly node: YamlNode;
  readonly pointer: string;
  /** Of its key, where it has one. */
  readonly at: Location;
}

/** Reads bp.lock; a file that says nothing is an empty lock. */
export function readLock(documents: readonly YamlDocument[]): ReadLock {
  const root = documents[0]?.root;
  if (root === undefined) return { lock: emptyLock, findings: [] };
  const faults: Finding[] = [];
  const parts = partsOf({ node: root, pointer: "", at: root.at }, faults);
  refuseOthers(parts, ["blueprints", "charts"], faults);
  const second = documents[1]?.root;
  if (second !== undefined)
    faults.push(fault("it holds a second document", { node: second, pointer: "", at: second.at }));
  const blueprints = entriesOf(parts.get("blueprints"), faults, blueprintOf);
  const charts = entriesOf(parts.get("charts"), faults, (chart) =>
    entriesOf(chart, faults, chartOf),
  );
  return { lock: { blueprints, charts }, findings: faults };
}

/** What `read` makes of each part of a section; what it makes nothing of is left out. */
function entriesOf<T>(
  section: Part | undefined,
  faults: Finding[],
  read: (part: Part, faults: Finding[]) => T | undefined,
): ReadonlyMap<string, T> {
  const entries = new Map<string, T>();
  if (section === undefined) return entries;
  for (const [name, part] of partsOf(section, faults)) {
    const entry = read(part, faults);
    if (entry !== undefined) entries.set(name, entry);
  }
  return entries;
}

function blueprintOf(part: Part, faults: Finding[]): LockedBlueprint | undefined {
  const written = textsOf(part, ["version", "digest"], faults);
  if (written === undefined) return undefined;
  const { version, digest } = written;
  if (parseVersion(version) === undefined)
    faults.push(fault(`${version} is no SemVer version`, part, "version"));
  else if (!isDigest(digest)) faults.push(fault(`${digest} is no digest`, part, "digest"));
  else return { version, digest, at: part.at };
  return undefined;
}

function chartOf(part: Part, faults: Finding[]): LockedChart | undefined {
  const written = textsOf(part, ["version", "repository", "sha256"], faults);
  if (written === undefined) return undefined;
  const { version, repository, sha256 } = written;
  if (version === "") faults.push(fault("the version is empty", part, "version"));
  else if (!/^[0-9a-f]{64}$/u.test(sha256))
    faults.push(fault(`${sha256} is not 64 hexadecimal digits`, part, "sha256"));
  else return { version, repository, sha256, at: part.at };
  return undefined;
}

/** The fields of an entry, which must be these and texts; undefined, with the faults told, where they are not. */
function textsOf<Field extends string>(
  part: Part,
  fields: readonly Field[],
  faults: Finding[],
): Readonly<Record<Field, string>> | undefined {
  const before = faults.length;
  const parts = partsOf(part, faults);
  refuseOthers(parts, fields, faults);
  const texts = fields.map((field) => [field, scalarText(parts.get(field)?.node)] as const);
  for (const [field, text] of part.node.kind === "mapping" ? texts : []) {
    if (text !== undefined) continue;
    const reason = parts.has(field) ? `${field} is not text: quote it` : `there is no ${field}`;
    faults.push(fault(reason, part, field));
  }
  if (faults.length > before) return undefined;
  return Object.fromEntries(texts) as Record<Field, string>;
}

/** The values of a mapping by name; anything else but null is a fault. */
function partsOf({ node, pointer, at }: Part, faults: Finding[]): ReadonlyMap<string, Part> {
  if (node.kind === "mapping") {
    return new Map(
      node.pairs.map(({ name, key, value }) => [
        name,
        { node: value, pointer: pointer + pointerTo(name), at: key.at },
      ]),
    );
  }
  const name = pointer === "" ? "the file" : pointer.slice(1);
  if (node.kind === "sequence" || node.value !== null)
    faults.push(fault(`${name} is no mapping`, { node, pointer, at }));
  return new Map();
}

function refuseOthers(
  parts: ReadonlyMap<string, Part>,
  known: readonly string[],
  faults: Finding[],
): void {
  for (const [name, part] of parts) {
    if (known.includes(name)) continue;
    faults.push(fault(`${name} is none of ${known.join(", ")}`, part));
  }
}

/** A fault of the part itself, or of one of its fields. */
function fault(reason: string, part: Part, field?: string): Finding {
  const at = pair(part.node, field ?? "")?.value.at ?? part.at;
  const pointer = part.pointer + (field === undefined ? "" : pointerTo(field));
  const message = `bp.lock cannot be read: ${reason}`;
  return finding({ ruleId: "LOCK", severity: "error", message, at, pointer, help });
}
