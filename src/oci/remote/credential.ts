/** What a registry is given: a name and password, a token that buys tokens, or a token for the registry itself. */
export type Credential =
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  | { readonly kind: "identity"; readonly token: string }
  | { readonly kind: "registry"; readonly token: string };

/** The credential for exactly this host (`name[:port]`) and, where it matters, the repository there; undefined where there is none. */
export type Credentials = (host: string, path?: string) => Promise<Credential | undefined>;

/** What must never be said aloud of a credential. */
export function secretOf(credential: Credential): string {
  return credential.kind === "basic" ? credential.password : credential.token;
}
