import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { networkOptions } from "./network-options.ts";
import { planInstallOptions } from "./plan-install-options.ts";
import { identityOptions } from "./sigstore-options.ts";

const group = "Consume:";

export const consume: readonly Declaration[] = [
  {
    usage: "verify <reference>",
    summary: "check an artifact as its consumers would, and more",
    group,
    options: [
      new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
      ...identityOptions(),
      ...networkOptions(),
    ],
    examples: [
      "bp verify oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --certificate-identity https://github.com/acme/charts/.github/workflows/release.yaml@refs/heads/main --certificate-oidc-issuer https://token.actions.githubusercontent.com",
    ],
    load: async () => (await import("./verify.ts")).run,
  },
  {
    usage: "plan install <blueprint>",
    summary:
      "what to install so that a blueprint runs, in which versions, order and with which values",
    group,
    options: planInstallOptions(),
    examples: [
      "bp plan install axon",
      "bp plan install axon --config axon.yaml --namespace acme",
      "bp plan install shop@^1.2 --from ghcr.io/acme/charts --target flux --key cosign.pub",
    ],
    load: async () => (await import("./plan-install.ts")).run,
  },
  {
    usage: "serve [dir]",
    summary: "an OCI registry over a folder of OCI layouts",
    group,
    options: [
      new Option("--port <port>", "0 takes a free one").default("5000", "5000"),
      new Option("--address <address>", "where it listens").default("127.0.0.1", "127.0.0.1"),
      new Option("--read-only", "refuse every write"),
      new Option("--htpasswd <file>", "who may use it, as `htpasswd -B` writes it"),
      new Option("--user <name>", "the one who may use it, with BP_SERVE_PASSWORD"),
      new Option("--tls-cert <file>", "speak https, with this certificate"),
      new Option("--tls-key <file>", "the certificate's key"),
      new Option("--plain-http", "take passwords over http: something before it speaks TLS"),
      new Option("--access-log <file>", "add a line for each request; - is standard error"),
    ],
    examples: [
      "bp serve",
      "bp serve build/charts --port 5001 --read-only",
      "bp serve charts --address 0.0.0.0 --htpasswd users --tls-cert tls.crt --tls-key tls.key",
    ],
    load: async () => (await import("./serve.ts")).run,
  },
];
