/** What a run means to do in a repository. */
export type Access = "pull" | "push";

/** A repository of a registry, and what is asked of it. */
export interface Scope {
  readonly origin: URL;
  /** As the user names it, for credentials and messages: `host[:port]`. */
  readonly host: string;
  readonly path: string;
  readonly access: Access;
  /** Another repository of the registry that is read beside. */
  readonly also?: string | undefined;
}

/** The scopes in the notation of the token protocol; none for the registry itself. */
export function scopeTexts({ path, access, also }: Scope): readonly string[] {
  const own = path === "" ? [] : [scopeText(path, access)];
  return also === undefined ? own : [...own, scopeText(also, "pull")];
}

/** The scope in the notation of the token protocol (distribution, "Token Scope Documentation"). */
export function scopeText(path: string, access: Access): string {
  return `repository:${path}:${access === "push" ? "pull,push" : "pull"}`;
}

/** Every scope once, with the actions of all that name the same resource: some servers grant only one of two. */
export function mergeScopes(scopes: readonly string[]): readonly string[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of scopes.flatMap((text) => text.split(" "))) {
    const colon = scope.lastIndexOf(":");
    if (colon <= 0) continue;
    const known = actions.get(scope.slice(0, colon)) ?? new Set();
    for (const action of scope.slice(colon + 1).split(",")) known.add(action);
    actions.set(scope.slice(0, colon), known);
  }
  return [...actions].map(([resource, set]) => `${resource}:${[...set].sort().join(",")}`).sort();
}
