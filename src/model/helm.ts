import type { Content } from "./ports.ts";

/** A values file as it is given to Helm; a later one overrides those before it. */
export interface ValuesFile {
  /** What messages call it. */
  readonly name: string;
  readonly text: Uint8Array;
}

/** What `helm template` is asked. */
export interface TemplateRequest {
  /** The chart's archive. */
  readonly chart: Content;
  readonly release: string;
  readonly namespace: string;
  /** As `1.33.0`; undefined: the one that this Helm takes by itself. */
  readonly kubernetes: string | undefined;
  /** What the cluster serves besides Kubernetes' own, as `cert-manager.io/v1`, sorted. */
  readonly apiVersions: readonly string[];
  readonly values: readonly ValuesFile[];
  /** As `--set` takes them. */
  readonly set: readonly string[];
}

/** What Helm made of it; what it refuses is an answer too. */
export interface TemplateAnswer {
  readonly ok: boolean;
  /** The manifests, those of crds/ and of tests among them; empty where Helm refused. */
  readonly output: string;
  /** Helm's own words: warnings, or why it refused. */
  readonly said: string;
}

/** A real Helm. */
export interface Helm {
  /** Without the leading `v`, as `3.22.0`. */
  readonly version: string;
  /** The path that runs. */
  readonly program: string;
  /**
   * One process.
   * @throws BpError UNREADABLE where it cannot run, LIMIT where it takes too long or says too much, INTERRUPTED
   */
  template(request: TemplateRequest, signal?: AbortSignal): Promise<TemplateAnswer>;
}
