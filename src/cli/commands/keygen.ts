import { keygen } from "../../app/keygen.ts";
import { BpError } from "../../model/error.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { keyStore } from "../key-store.ts";
import { askPassword } from "../password.ts";

export const run: Run = async (_args, options, context) => {
  const keys = keyStore(context.cwd, context.environment);
  const prefix = textOption(options, "outputKeyPrefix") ?? "cosign";
  const report = await keygen(prefix, await password(context.environment), keys);
  return {
    report,
    blocks: [
      {
        kind: "table",
        head: ["", ""],
        rows: [
          ["private key", report.privateKey],
          ["public key", report.publicKey],
        ],
      },
      {
        kind: "line",
        text: report.encrypted
          ? "The private key is encrypted: sign with COSIGN_PASSWORD set to its password."
          : "The private key has an empty password: who has the file can sign.",
        tone: report.encrypted ? "plain" : "warn",
      },
    ],
  };
};

/** As cosign does: the variable where it is set, even empty; else a question at a terminal. */
async function password(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const given = environment["COSIGN_PASSWORD"];
  if (given !== undefined) return given;
  if (process.stdin.isTTY) return askPassword();
  throw new BpError("BAD_PASSWORD", "no password is given for the private key", {
    hint: "set COSIGN_PASSWORD (empty for none), or run this at a terminal",
  });
}
