import { BpError } from "../model/error.ts";

/** The first signal asks to end, the second ends at once. */
export function interruptions(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(
      new BpError("INTERRUPTED", "interrupted", {
        hint: "run the same command again: it goes on where it stopped",
      }),
    );
  };
  process.on("SIGINT", listener).on("SIGTERM", listener);
  return {
    signal: controller.signal,
    stop: () => void process.off("SIGINT", listener).off("SIGTERM", listener),
  };
}
