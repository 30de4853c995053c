import { Option } from "commander";

/** How `bp publish` signs by an identity; the names of the addresses are cosign's. */
export function keylessOptions(): readonly Option[] {
  return [
    new Option(
      "--sign <how>",
      "key, or keyless: by the identity that the environment proves (default: the key given or configured, else keyless where there is an identity)",
    ).choices(["key", "keyless"]),
    new Option("--identity-token <token>", "keyless: the OIDC token, in a file or as env://NAME"),
    new Option(
      "--oidc-issuer <url>",
      "keyless: who vouches for you, asked at a terminal (default: the public Sigstore's)",
    ),
    new Option("--oidc-client-id <id>", "keyless: as which program you are asked"),
    new Option(
      "--oidc-device-flow",
      "keyless: sign in on another device, instead of in a browser of this one",
    ),
    new Option("--fulcio-url <url>", "keyless: who gives certificates"),
    new Option("--rekor-url <url>", "keyless: the transparency log"),
    new Option(
      "--rekor-version <version>",
      "keyless: which of Rekor's APIs the log has; 2 takes a timestamp authority too (default: 1)",
    ).choices(["1", "2"]),
    new Option("--timestamp-server-url <url>", "keyless: a timestamp authority, beside the log"),
    new Option(
      "--signing-config <file>",
      "keyless: a Sigstore signing_config.json, which names all of these services",
    ),
    trustedRootOption(),
  ];
}

/** Whose signature `bp verify` takes. */
export function identityOptions(): readonly Option[] {
  return [
    new Option("--certificate-identity <text>", "the identity that must have signed"),
    new Option("--certificate-identity-regexp <re>", "the same as an expression, matched whole"),
    new Option("--certificate-oidc-issuer <url>", "who must have vouched for it"),
    new Option("--certificate-oidc-issuer-regexp <re>", "the same as an expression, matched whole"),
    trustedRootOption(),
  ];
}

function trustedRootOption(): Option {
  return new Option(
    "--trusted-root <file>",
    "a Sigstore trusted_root.json (default: the public Sigstore's)",
  );
}
