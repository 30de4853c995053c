import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Signer } from "../../app/keys.ts";
import type { PublishInput } from "../../app/publish/publish-input.ts";
import type { PublishPorts } from "../../app/publish/publish-ports.ts";
import { publishRecord } from "../../app/publish/publish-record.ts";
import type { ReleaseRecord } from "../../app/publish/release-record.ts";
import { recordText, releaseRecord } from "../../app/publish/release-record.ts";
import type { PublishReport } from "../../app/publish/report.ts";
import { callWebhook, webhookAddress } from "../../app/publish/webhook.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import type { Network } from "../network.ts";

/** Who waits for the end of a publish. */
export interface AfterPublish {
  /** Where release.json is written; then it is published too. */
  readonly record: string | undefined;
  readonly webhook: string | undefined;
}

/** @throws BpError USAGE for an address that is none */
export function afterOf(options: CommandOptions): AfterPublish {
  const [record, webhook] = [textOption(options, "record"), textOption(options, "webhook")];
  if (webhook !== undefined) webhookAddress(webhook);
  return { record, webhook };
}

interface Ended {
  readonly report: PublishReport;
  readonly input: PublishInput & { readonly signer: Signer };
  readonly ports: PublishPorts;
  readonly network: Network;
  readonly started: Date;
}

/**
 * Writes and publishes the record of a run that changed something, and tells the webhook. What is published stands
 * whatever becomes of these: their faults are warnings, but for a file that cannot be written.
 * @returns the record's reference, where it was published
 * @throws BpError UNREADABLE where release.json cannot be written
 */
export async function tellOfPublish(
  { record: file, webhook }: AfterPublish,
  ended: Ended,
  context: Context,
): Promise<string | undefined> {
  if (file === undefined && webhook === undefined) return undefined;
  const { report, input, ports, network, started } = ended;
  const record = releaseRecord({
    report,
    facts: input.facts,
    signer: input.signer.name,
    started,
    ended: ports.now(),
  });
  const hasChanged = report.summary.published + report.summary.repaired > 0;
  if (file !== undefined) await writeRecord(resolve(context.cwd, file), record);
  const reference =
    file === undefined || !hasChanged
      ? undefined
      : await attempt("the release record is not published", context, () =>
          publishRecord(record, input.signer, {
            target: input.target,
            open: (place) => ports.open(place),
          }),
        );
  if (webhook !== undefined && hasChanged)
    await attempt("the webhook was not told", context, () =>
      callWebhook(
        { url: webhook, secret: context.environment["BP_WEBHOOK_SECRET"] },
        record,
        network.ask,
      ),
    );
  return reference;
}

async function writeRecord(file: string, record: ReleaseRecord): Promise<void> {
  try {
    await writeFile(file, recordText(record));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write ${file}: ${why}`, {
      hint: "--record takes a file in a folder that exists",
    });
  }
}

async function attempt<T>(
  what: string,
  { ports }: Context,
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!isBpError(error)) throw error;
    ports.emit({ kind: "warning", message: `${what}: ${error.message}` });
    return undefined;
  }
}
