import { BpError } from "../model/error.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, parseYaml, scalarBoolean } from "../yaml/index.ts";
import { sameRepository } from "./address.ts";

/** A repository that the user has told Helm about (helm pkg/repo, Entry); texts are empty where absent. */
export interface KnownRepository {
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Paths of PEM files. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly insecureSkipTlsVerify: boolean;
  /** The name and password go to every host that the index names, not to the repository's alone. */
  readonly passCredentialsAll: boolean;
}

/** Reads repositories.yaml. @throws BpError CONFIG where it is no YAML */
export function parseRepositories(text: string, file: string): readonly KnownRepository[] {
  const { documents, findings } = parseYaml(text, file);
  const fault = findings.find(({ ruleId }) => ruleId === "YAML");
  if (fault !== undefined) {
    throw new BpError("CONFIG", `${file}:${fault.line}: ${fault.message}`, {
      hint: "Helm keeps its repositories there: `helm repo list` reads the same file",
    });
  }
  return items(entry(documents[0]?.root, "repositories")).map(readOne);
}

function readOne(node: YamlNode): KnownRepository {
  const text = (name: string): string => coercedText(entry(node, name)) ?? "";
  const flag = (name: string): boolean => scalarBoolean(entry(node, name)) ?? false;
  return {
    name: text("name"),
    url: text("url"),
    username: text("username"),
    password: text("password"),
    caFile: text("caFile"),
    certFile: text("certFile"),
    keyFile: text("keyFile"),
    insecureSkipTlsVerify: flag("insecure_skip_tls_verify"),
    passCredentialsAll: flag("pass_credentials_all"),
  };
}

/** The name in `@name` and `alias:name`, undefined for an address. */
export function aliasOf(repository: string): string | undefined {
  return /^(?:@|alias:)(.*)$/u.exec(repository)?.[1];
}

/** The one that a dependency's repository means: by its name, or by its address. */
export function knownFor(
  repository: string,
  known: readonly KnownRepository[],
): KnownRepository | undefined {
  const alias = aliasOf(repository);
  return known.find(({ name, url }) =>
    alias === undefined ? sameRepository(url, repository) : name === alias,
  );
}
