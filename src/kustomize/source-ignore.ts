import { BadGlob, globMatch } from "../model/glob-match.ts";

/** Where an author says what Flux leaves out of an artifact; one may lie in every folder. */
export const sourceIgnoreFile = ".sourceignore";

/** What Flux leaves out of every artifact (fluxcd/pkg/sourceignore). */
const versionControl = ".git/ .gitignore .gitmodules .gitattributes".split(" ");

/** What it leaves out besides where no .sourceignore says anything (fluxcd/pkg/artifact/storage). */
const usual: readonly string[] = [
  "*.jpg *.jpeg *.gif *.png *.wmv *.flv *.tar.gz *.zip",
  ".github/ .circleci/ .travis.yml .gitlab-ci.yml appveyor.yml .drone.yml cloudbuild.yaml",
  "codeship-services.yml codeship-steps.yml",
  "**/.goreleaser.yml **/.sops.yaml **/.flux.yaml",
].flatMap((line) => line.split(" "));

interface Pattern {
  /** The folder that it speaks of, as path components. */
  readonly domain: readonly string[];
  readonly parts: readonly string[];
  readonly isInclusion: boolean;
  /** It ends in a slash. */
  readonly foldersOnly: boolean;
}

/**
 * What Flux leaves out, given the text of each .sourceignore by its folder, in the order in which Flux reads them: from
 * above, and by name. The last pattern that matches a file decides; one that names a folder speaks of all below it. With
 * a pattern of the author's the usual ones do not hold. The files themselves stay: Flux reads them again.
 */
export function sourceIgnore(
  texts: readonly (readonly [folder: string, text: string])[],
): (path: string) => boolean {
  const own = texts.flatMap(([folder, text]) => {
    const domain = folder === "" ? [] : folder.split("/");
    const lines = text.split(/\r?\n/u);
    const patterns = lines.filter((line) => !line.startsWith("#") && line.trim() !== "");
    return patterns.map((line) => parse(line, domain));
  });
  const others = own.length > 0 ? own : usual.map(anywhere);
  const patterns = [...versionControl.map(anywhere), ...others];
  return (path) => {
    const parts = path.split("/");
    if (parts.at(-1) === sourceIgnoreFile) return false;
    return patterns.findLast((pattern) => matches(pattern, parts))?.isInclusion === false;
  };
}

function anywhere(pattern: string): Pattern {
  return parse(pattern, []);
}

function parse(line: string, domain: readonly string[]): Pattern {
  const isInclusion = line.startsWith("!");
  const body = isInclusion ? line.slice(1) : line;
  const trimmed = body.endsWith("\\ ") ? body : body.replace(/ +$/u, "");
  const foldersOnly = trimmed.endsWith("/");
  const parts = (foldersOnly ? trimmed.slice(0, -1) : trimmed).split("/");
  return { domain, parts, isInclusion, foldersOnly };
}

function matches({ domain, parts, foldersOnly }: Pattern, path: readonly string[]): boolean {
  if (path.length <= domain.length || domain.some((part, at) => path[at] !== part)) return false;
  const below = path.slice(domain.length);
  return parts.length > 1
    ? matchesPath(parts, below, foldersOnly)
    : named(parts, below, foldersOnly);
}

/** A pattern without a slash is the name of the file, or of a folder above it. */
function named(
  [name = ""]: readonly string[],
  path: readonly string[],
  foldersOnly: boolean,
): boolean {
  const at = path.findIndex((part) => matchesName(name, part));
  return at !== -1 && !(foldersOnly && at === path.length - 1);
}

/** Part by part from the folder down; `**` leaves out any number of folders. */
function matchesPath(
  parts: readonly string[],
  path: readonly string[],
  foldersOnly: boolean,
): boolean {
  const isOpen = parts.at(-1) === "**";
  const wanted = isOpen ? parts.slice(0, -1) : parts;
  let at = 0;
  let anywhere = false;
  for (const part of wanted) {
    if (part === "**" || part === "") anywhere = part === "**";
    else {
      at = placeAfter(part, path, { from: at, anywhere });
      if (at === 0) return false;
      anywhere = false;
    }
  }
  return at > 0 && !(foldersOnly && at === path.length);
}

/** One past the component that the part matches; 0 where none does. */
function placeAfter(
  part: string,
  path: readonly string[],
  { from, anywhere }: { readonly from: number; readonly anywhere: boolean },
): number {
  if (part.includes("**")) return 0;
  const to = anywhere ? path.length : from + 1;
  return path.slice(0, to).findIndex((one, at) => at >= from && matchesName(part, one)) + 1;
}

/** What Go calls malformed matches nothing. */
function matchesName(pattern: string, name: string): boolean {
  try {
    return globMatch(pattern, name);
  } catch (error) {
    if (error instanceof BadGlob) return false;
    throw error;
  }
}
