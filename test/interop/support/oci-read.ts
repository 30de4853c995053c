import { createHash } from "node:crypto";

const ACCEPT = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export interface Read {
  readonly manifest: Manifest;
  /** Of the bytes that came, whatever the headers say. */
  readonly digest: string;
}

/** A manifest over plain HTTP; undefined on 404. */
export function readManifest(repository: string, reference: string): Promise<Read | undefined> {
  return get(repository, `manifests/${reference}`);
}

/** The referrers by the API, or where there is none by the fallback tag, each with its manifest. */
export async function readReferrers(
  repository: string,
  digest: string,
): Promise<{ descriptor: Descriptor; manifest: Manifest }[]> {
  const listed =
    (await get(repository, `referrers/${digest}`)) ??
    (await readManifest(repository, digest.replace(":", "-")));
  const found = [];
  for (const descriptor of listed?.manifest.manifests ?? []) {
    const read = await readManifest(repository, descriptor.digest);
    if (read) found.push({ descriptor, manifest: read.manifest });
  }
  return found;
}

async function get(repository: string, path: string): Promise<Read | undefined> {
  const slash = repository.indexOf("/");
  const [host, name] = [repository.slice(0, slash), repository.slice(slash + 1)];
  const url = `http://${host}/v2/${name}/${path}`;
  const response = await fetch(url, { headers: { accept: ACCEPT } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  return { manifest, digest: sha256(bytes) };
}
