/** A resource that kustomize would fetch: by git, or a file over HTTP (kustomize api/internal/git). */
export interface Remote {
  /** It names a full commit: nobody can put other bytes there. */
  readonly isPinned: boolean;
}

const scheme = /^(?:git::)?(?:https?|ssh|git|file):\/\//iu;
const scp = /^(?:git::)?[\w.-]+@[\w.-]+[:/]/u;
const github = /^(?:git::)?(?:www\.)?github\.com[/:]/iu;
const commit = /[?&](?:ref|version)=[0-9a-f]{40}(?:[0-9a-f]{24})?(?:&|$)/iu;

/** What a path is where no file bears its name; undefined for one that is meant to be a path. */
export function remoteOf(path: string): Remote | undefined {
  const isRemote = scheme.test(path) || scp.test(path) || github.test(path);
  return isRemote ? { isPinned: commit.test(path) } : undefined;
}
