/** The media types and artifact types that `bp` writes and reads (interop §1.1, §2, §5.2, §6). */
export const mediaType = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
  empty: "application/vnd.oci.empty.v1+json",
  imageConfig: "application/vnd.oci.image.config.v1+json",
  helmConfig: "application/vnd.cncf.helm.config.v1+json",
  helmChart: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
  fluxConfig: "application/vnd.cncf.flux.config.v1+json",
  fluxContent: "application/vnd.cncf.flux.content.v1.tar+gzip",
  blueprint: "application/vnd.openova.catalyst.blueprint.v1+yaml",
  release: "application/vnd.openova.catalyst.release.v1+json",
  bundle: "application/vnd.dev.sigstore.bundle.v0.3+json",
  simpleSigning: "application/vnd.dev.cosign.simplesigning.v1+json",
  dsse: "application/vnd.dsse.envelope.v1+json",
  inToto: "application/vnd.in-toto+json",
  cyclonedx: "application/vnd.cyclonedx+json",
  spdx: "application/spdx+json",
} as const;

/** in-toto predicate types (interop §2.4, §5). */
export const predicateType = {
  cosignSign: "https://sigstore.dev/cosign/sign/v1",
  slsaProvenance: "https://slsa.dev/provenance/v1",
  cyclonedx: "https://cyclonedx.org/bom",
  spdx: "https://spdx.dev/Document",
} as const;

/** Annotations of ours, and those of others that we read. */
export const annotation = {
  blueprintDigest: "catalyst.openova.io/blueprint.digest",
  /** On a chart's manifest: of the archive that holds its compositions/. */
  compositionsDigest: "catalyst.openova.io/compositions.digest",
  noUpstream: "catalyst.openova.io/no-upstream",
  vendoredSubchart: "catalyst.openova.io/vendored-subchart",
  title: "org.opencontainers.image.title",
  version: "org.opencontainers.image.version",
  refName: "org.opencontainers.image.ref.name",
  created: "org.opencontainers.image.created",
  bundleContent: "dev.sigstore.bundle.content",
  bundlePredicateType: "dev.sigstore.bundle.predicateType",
  /** On the layers of `.sig` (base64 of the signature) and `.att` (empty). */
  cosignSignature: "dev.cosignproject.cosign/signature",
  /** On the layers of both, where a certificate or a witness stands behind the signature. */
  cosignCertificate: "dev.sigstore.cosign/certificate",
  cosignBundle: "dev.sigstore.cosign/bundle",
  cosignTimestamp: "dev.sigstore.cosign/rfc3161timestamp",
  /** On the layers of `.att`. */
  attestationPredicateType: "predicateType",
  /** On our bundle referrers: the hint of the key that signed, or the digest of the identity. It says whom to look for and proves nothing. */
  signer: "catalyst.openova.io/signer",
} as const;
