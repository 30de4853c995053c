/** One request as it went through the recorder. */
export interface Recorded {
  /** Requests of one repository belong together. */
  readonly repository: string;
  readonly method: string;
  /** Path and query; of an upload session only the query, since the registry names the session anew. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
  /** The request whose answer's Location this one goes to. */
  readonly session?: number;
  /** Requests of the same repository that had been answered when this one came. */
  readonly after: readonly number[];
}

export interface Recording {
  readonly requests: readonly Recorded[];
  /** The most repositories that were at work at once. */
  readonly parallel: number;
}

export function repositoryOf(path: string): string {
  return /^\/v2\/(.+?)\/(?:blobs|manifests|tags|referrers)\//.exec(path)?.[1] ?? "";
}
