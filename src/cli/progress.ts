import type { ProgressEvent } from "../model/event.ts";
import { redact } from "../model/redact.ts";

export interface Progress {
  readonly emit: (event: ProgressEvent) => void;
  close(): Promise<void>;
}

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The terminal can move its cursor. */
  readonly drawing: boolean;
}

/** Where progress is drawn: standard error, or what a test reads. */
export interface ProgressStream {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly write: (text: string) => unknown;
}

/** In milliseconds. A shorter wait is over before one has read of it. */
const longWaitMs = 1_000;

/** Draws what a run says on standard error: lines that stay, and at a terminal one line of what is under way. */
export function createProgress(
  { quiet, verbose, drawing }: ProgressOptions,
  stream: ProgressStream = process.stderr,
): Progress {
  const terminal = stream.isTTY && !quiet && drawing;
  const running = new Map<string, string>();
  let drawn = false;
  const clear = (): void => {
    if (drawn) stream.write("\r\u001b[2K");
    drawn = false;
  };
  const draw = (): void => {
    if (running.size === 0) clear();
    if (!terminal || running.size === 0) return;
    const [name, step] = [...running].at(-1) ?? ["", ""];
    const others = running.size > 1 ? ` and ${running.size - 1} more` : "";
    const text = `${name}: ${step}${others}`.slice(0, Math.max(20, stream.columns - 1));
    stream.write(`\r\u001b[2K${text}`);
    drawn = true;
  };
  const say = (text: string): void => {
    clear();
    stream.write(`${redact(text)}\n`);
    draw();
  };
  return {
    emit(event) {
      const line = lineOf(event, verbose);
      if (event.kind === "step") running.set(event.subject, event.step);
      if (event.kind === "done") running.delete(event.subject);
      if (line !== undefined && (!quiet || event.kind === "warning")) say(line);
      else draw();
    },
    close() {
      clear();
      return Promise.resolve();
    },
  };
}

function lineOf(event: ProgressEvent, verbose: boolean): string | undefined {
  switch (event.kind) {
    case "note":
      return event.message;
    case "warning":
      return `warning: ${event.message}`;
    case "waiting":
      if (event.ms < longWaitMs && !verbose) return undefined;
      return `${event.subject}: waiting ${(event.ms / 1000).toFixed(1)} s: ${event.reason}`;
    case "step":
      return verbose ? `${event.subject}: ${event.step}` : undefined;
    case "done":
      return verbose ? `${event.subject}: ${event.status}` : undefined;
  }
}
