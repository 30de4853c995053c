/** The registry half of `bp` for other programs: stores, copies, checks, a registry of one's own. */

// Names of artifacts
export type { Digest } from "./model/digest.ts";
export { digestOf, isDigest, parseDigest } from "./model/digest.ts";
export type { Descriptor } from "./model/descriptor.ts";
export { descriptorOf } from "./model/descriptor.ts";
export type { LayoutTarget, Reference, RegistryTarget, Target } from "./model/reference.ts";
export {
  formatReference,
  formatTarget,
  parseReference,
  parseTarget,
  repositoryIn,
} from "./model/reference.ts";

// Stores
export type { Source, Store } from "./oci/index.ts";
export type { Access, OpenOptions } from "./oci/index.ts";
export { openStore } from "./oci/index.ts";
export type { RegistryOptions } from "./oci/index.ts";
export { registryStore } from "./oci/index.ts";
export type {
  Collected,
  CollectOptions,
  Layout,
  LayoutFile,
  LayoutOptions,
  LayoutReader,
} from "./oci/index.ts";
export { findLayouts, layoutStore } from "./oci/index.ts";
export { memoryStore } from "./oci/index.ts";
export type { Layouts } from "./app/layouts/layouts.ts";
export { openFolder } from "./app/layouts/layouts.ts";
export { openArchive } from "./app/layouts/archive.ts";
export { packLayouts } from "./app/layouts/pack.ts";

// Copying and checking
export type { CopyEvent, CopyOptions, MountFrom } from "./oci/index.ts";
export { copy } from "./oci/index.ts";
export { MovedOnce } from "./oci/index.ts";
export type { CheckOptions, Closure } from "./oci/index.ts";
export { checkClosure } from "./oci/index.ts";

// Content
export type { Bytes, Content } from "./model/ports.ts";
export { bytesContent, contentOf, fetchAll, readAll, verified } from "./oci/index.ts";
export type { Manifest } from "./oci/index.ts";
export { asReferrer, isManifest, parseManifest, successors } from "./oci/index.ts";

// The client of registries
export type {
  Client,
  ClientOptions,
  RequestRecord,
  TlsFor,
  TlsOptions,
  WaitRecord,
} from "./oci/index.ts";
export { createClient } from "./oci/index.ts";
export type { Credential, Credentials } from "./oci/index.ts";
export { dockerCredentials } from "./oci/index.ts";

// A registry
export type { AccessRecord, Registry, RunningRegistry } from "./oci/index.ts";
export type { ServeOptions, ServerOptions, TlsFiles, Users } from "./oci/index.ts";
export { createRegistry, serveRegistry } from "./oci/index.ts";
export { accessLine, htpasswdUsers, singleUser } from "./oci/index.ts";

// Errors
export type { ErrorCode, ErrorOptions } from "./model/error.ts";
export { BpError, isBpError } from "./model/error.ts";
