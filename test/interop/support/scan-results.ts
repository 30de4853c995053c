/** What another tool found, in the form in which it says so. */
export interface ScanResult {
  readonly name: string;
  /** As `--type` takes it. */
  readonly type: string;
  readonly uri: string;
  /** The file shows what it is. */
  readonly shown: boolean;
  readonly content: object;
}

const time = "2026-01-02T03:04:05Z";

/** `trivy image --format cosign-vuln` (cosign specs/COSIGN_VULN_ATTESTATION_SPEC.md). */
const trivy = {
  invocation: { parameters: null, uri: "", event_id: "", "builder.id": "" },
  scanner: {
    uri: "pkg:github/aquasecurity/trivy@0.66.0",
    version: "0.66.0",
    db: { uri: "", version: "" },
    result: {
      SchemaVersion: 2,
      ArtifactName: "ghcr.io/acme/app:1.0.0",
      Results: [
        {
          Target: "app (alpine 3.22.0)",
          Class: "os-pkgs",
          Vulnerabilities: [{ VulnerabilityID: "CVE-2026-0001", Severity: "LOW" }],
        },
      ],
    },
  },
  metadata: { scanStartedOn: time, scanFinishedOn: time },
};

/** `grype -o json`. */
const grype = {
  matches: [
    {
      vulnerability: {
        id: "CVE-2026-0001",
        severity: "Low",
        fix: { versions: [], state: "wont-fix" },
      },
      artifact: { name: "busybox", version: "1.37.0-r18", type: "apk" },
    },
  ],
  source: { type: "image", target: { userInput: "ghcr.io/acme/app:1.0.0" } },
  descriptor: { name: "grype", version: "0.100.0", timestamp: time },
};

/** in-toto attestation framework, predicates/test-result.md. */
const tests = {
  result: "PASSED",
  configuration: [{ name: "chart tests", digest: { sha256: "0".repeat(64) } }],
  passedTests: ["renders", "installs"],
};

/** OpenVEX specification 0.2.0. */
const vex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://acme.test/vex/1",
  author: "Acme Security",
  timestamp: time,
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-0001" },
      products: [{ "@id": "pkg:oci/app?repository_url=ghcr.io/acme" }],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
    },
  ],
};

const grypeType = "https://acme.test/grype/v1";
const testType = "https://in-toto.io/attestation/test-result/v0.1";
const vulnType = "https://cosign.sigstore.dev/attestation/vuln/v1";

export const results: readonly ScanResult[] = [
  { name: "a Trivy report", type: "vuln", uri: vulnType, shown: false, content: trivy },
  { name: "a Grype report", type: grypeType, uri: grypeType, shown: false, content: grype },
  { name: "a test result", type: testType, uri: testType, shown: false, content: tests },
  {
    name: "an OpenVEX document",
    type: "openvex",
    uri: "https://openvex.dev/ns",
    shown: true,
    content: vex,
  },
];
