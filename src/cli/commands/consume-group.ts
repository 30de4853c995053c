import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { plainHttp } from "./plain-http.ts";

const group = "Consume:";

export const consume: readonly Declaration[] = [
  {
    usage: "verify <reference>",
    summary: "check an artifact as its consumers would, and more",
    group,
    options: [
      new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
      plainHttp(),
    ],
    examples: [
      "bp verify oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
    ],
    load: async () => (await import("./verify.ts")).run,
  },
  {
    usage: "serve [dir]",
    summary: "a registry on 127.0.0.1 over a folder of OCI layouts",
    group,
    options: [
      new Option("--port <port>", "0 takes a free one").default("5000", "5000"),
      new Option("--read-only", "refuse every write"),
    ],
    examples: ["bp serve", "bp serve build/charts --port 5001 --read-only"],
    load: async () => (await import("./serve.ts")).run,
  },
];
