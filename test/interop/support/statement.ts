/** What we read of an in-toto statement. */
export interface Statement {
  readonly predicateType: string;
  readonly subject: readonly { readonly digest: { readonly sha256?: string } }[];
}

/** The statement inside the first envelope that `cosign verify-attestation` prints. */
export function statementOf(stdout: string): Statement {
  const line = stdout.split("\n").find((text) => text.startsWith("{"));
  const { payload } = JSON.parse(line ?? "{}") as { payload: string };
  return JSON.parse(Buffer.from(payload, "base64").toString("utf8")) as Statement;
}
